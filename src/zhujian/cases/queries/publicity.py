"""Which results are published, on what ground, for how long; and those that are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from zhujian.cases import permissions
from zhujian.cases.models import Case, Publicity, PublishedResult
from zhujian.cases.models.result import PublishedResultQuerySet
from zhujian.catalogue.states import APPLIED_KINDS, ItemKind
from zhujian.kernel import clock
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.web.pages import KeyPage, page_by_key

RESULTS_PAGE = 20
MONTHS = 13
LONGEST_QUESTION = 60
_KEY = ("-decided_on", "-pk")
_LICENCE_GROUND = "《中华人民共和国行政许可法》第四十条"
_OTHER_GROUND = "《中华人民共和国政府信息公开条例》第二十条第五项"


@dataclass(frozen=True, slots=True)
class PublicityRule:
    """How the results of one statutory type are published."""

    kind: str
    is_public: bool
    covers_refusals: bool
    ground: str
    days: int

    @property
    def kind_text(self) -> str:
        """The statutory type in Chinese."""
        return str(ItemKind(self.kind).label)

    @property
    def words(self) -> str:
        """The rule in one sentence, for the desk and the journal."""
        if not self.is_public:
            return "不公示"
        what = "准予和不予的决定都公示" if self.covers_refusals else "只公示准予的决定"
        return f"{what}，公示 {self.days} 日，依据{self.ground}"


# What holds until the county says otherwise. Licences that are granted are public by law; what
# else the county gives, confirms or rewards names persons, so it is published only where it says.
DEFAULTS: dict[str, PublicityRule] = {
    kind: PublicityRule(
        kind=kind,
        is_public=kind == ItemKind.LICENCE,
        covers_refusals=False,
        ground=_LICENCE_GROUND if kind == ItemKind.LICENCE else _OTHER_GROUND,
        days=365 if kind == ItemKind.LICENCE else 7,
    )
    for kind in sorted(APPLIED_KINDS)
}


def publicity_of(kind: str) -> PublicityRule:
    """Return how results of a statutory type are published now."""
    row = Publicity.objects.filter(kind=kind).first()
    return DEFAULTS[kind] if row is None else _rule(row)


def publicity_rules() -> list[PublicityRule]:
    """Return how results of each type that is applied for are published now."""
    rows = {row.kind: _rule(row) for row in Publicity.objects.all()}
    return [rows.get(kind, rule) for kind, rule in DEFAULTS.items()]


def _rule(row: Publicity) -> PublicityRule:
    return PublicityRule(row.kind, row.is_public, row.covers_refusals, row.ground, row.days)


@dataclass(frozen=True, slots=True)
class ResultFilters:
    """Which published results are looked at; `month` is its first day."""

    q: str = ""
    organisation: str = ""
    kind: str = ""
    month: date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.q or self.organisation or self.kind or self.month)


def results_page(filters: ResultFilters, *, after: str = "") -> KeyPage[PublishedResult]:
    """Return one page of what is public today, newest decision first."""
    found = _narrowed(PublishedResult.objects.public(on=clock.today()), filters)
    return page_by_key(
        found.select_related("organisation"), key=_KEY, after=after, size=RESULTS_PAGE
    )


def result_organisations() -> list[tuple[str, str]]:
    """Return slug and name of the organisations of which something is public today."""
    theirs = PublishedResult.objects.public(on=clock.today()).filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(theirs)).order_by("name")
    return list(found.values_list("slug", "name"))


def result_months() -> list[date]:
    """Return the first days of the last thirteen months, newest first."""
    month = clock.today().replace(day=1)
    months = [month]
    while len(months) < MONTHS:
        month = _month_before(month)
        months.append(month)
    return months


def results_for(user: User, *, q: str = "", after: str = "") -> KeyPage[PublishedResult]:
    """Return what is public today and a member of staff may take down."""
    found = _narrowed(PublishedResult.objects.public(on=clock.today()), ResultFilters(q=q))
    if not user.has_role(Role.ADMIN):
        offices = user.organisations(Role.APPROVER)
        found = found.filter(organisation__in=[office.pk for office in offices])
    return page_by_key(
        found.select_related("organisation"), key=_KEY, after=after, size=RESULTS_PAGE
    )


def result_for(user: User, pk: int) -> PublishedResult | None:
    """Return a result that is public today and that a member of staff may take down."""
    found = PublishedResult.objects.public(on=clock.today()).select_related("organisation")
    result = found.filter(pk=pk).first()
    may = result is not None and permissions.can_take_down_result(user, result)
    return result if may else None


def published_of(case: Case) -> PublishedResult | None:
    """Return what is public today of the result of a case."""
    return PublishedResult.objects.public(on=clock.today()).filter(case=case).first()


def last_day(result: PublishedResult) -> date:
    """Return the last day on which a result is shown."""
    return date.fromordinal(result.leaves_on.toordinal() - 1)


def _narrowed(found: PublishedResultQuerySet, filters: ResultFilters) -> PublishedResultQuerySet:
    if filters.organisation:
        found = found.filter(organisation__slug=filters.organisation)
    if filters.kind:
        found = found.filter(item_kind=filters.kind)
    if filters.month:
        found = found.filter(
            decided_on__gte=filters.month, decided_on__lt=_month_after(filters.month)
        )
    for word in _words(filters.q):
        found = found.filter(
            Q(item_name__contains=word)
            | Q(applicant__contains=word)
            | Q(document_number__contains=word)
            | Q(organisation__in=_offices_named(word))
        )
    return found


def _words(q: str) -> Sequence[str]:
    return q[:LONGEST_QUESTION].split()[:4] if q.isprintable() else ()


def _offices_named(word: str) -> list[int]:
    named = Organisation.objects.filter(Q(name__contains=word) | Q(short_name__contains=word))
    return list(named.values_list("pk", flat=True))


def _month_before(month: date) -> date:
    return date.fromordinal(month.toordinal() - 1).replace(day=1)


def _month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
