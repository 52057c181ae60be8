"""Sheets between window and department: what may go on one, what is on its way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum

from zhujian.cases.models import Case, Material
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.states import CaseState, MaterialKind
from zhujian.kernel.refusals import not_found
from zhujian.people.models import Organisation, User
from zhujian.web.pages import KeyPage, page_by_key
from zhujian.window.models import HandOver, HandOverLine, HandOverQuerySet
from zhujian.window.queries.desks import desks_of
from zhujian.window.states import LineState, Load, SheetState

SHEET_PAGE = 50
MOST_LINES = 50
_ON_ITS_WAY_OR_THERE = (LineState.OPEN, LineState.RECEIVED)
_STILL_WITH_US = (CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Partner:
    """A desk to which something waits to be handed over, and how many cases."""

    organisation: Organisation
    count: int


def waiting_cases(load: str, sender: Organisation) -> CaseQuerySet:
    """Return the cases whose papers, or whose results, a desk has still to hand over.

    Papers: taken in at this window for another organisation, with a copy on paper that was kept.
    Results: decided by this organisation, taken in at another's window, not yet brought there.
    """
    if load == Load.RESULTS:
        brought = HandOverLine.objects.filter(
            case=OuterRef("pk"), load=load, state__in=_ON_ITS_WAY_OR_THERE
        ).filter(sheet__made_at__gte=OuterRef("decided_at"))
        found = Case.objects.in_state(CaseState.DECIDED).filter(
            organisation=sender, taken_in_at__isnull=False
        )
        return found.exclude(taken_in_at=sender).filter(~Exists(brought))
    brought = HandOverLine.objects.filter(
        case=OuterRef("pk"), load=load, state__in=_ON_ITS_WAY_OR_THERE
    )
    papers = Material.objects.filter(
        case=OuterRef("pk"), kind=MaterialKind.PAPER, is_copy_kept=True
    )
    found = Case.objects.filter(taken_in_at=sender, state__in=_STILL_WITH_US)
    return found.exclude(organisation=sender).filter(Exists(papers), ~Exists(brought))


def receiver_column(load: str) -> str:
    """Return which column of a case names the desk that receives this load."""
    return "taken_in_at" if load == Load.RESULTS else "organisation"


def partners_of(load: str, sender: Organisation) -> list[Partner]:
    """Return the desks to which a desk has something to hand over, the most first."""
    column = receiver_column(load)
    counts = dict(
        waiting_cases(load, sender)
        .order_by()
        .values_list(column)
        .annotate(count=Count("pk"))
        .values_list(column, "count")
    )
    desks = Organisation.objects.in_bulk([pk for pk in counts if pk is not None])
    found = [Partner(desks[pk], count) for pk, count in counts.items() if pk is not None]
    return sorted(found, key=lambda one: (-one.count, one.organisation.name))


def cases_for_sheet(load: str, sender: Organisation, receiver: Organisation) -> list[Case]:
    """Return the cases that may go on one sheet now, oldest first, with papers and pages.

    Not more than one sheet holds; what is left goes on the next.
    """
    found = waiting_cases(load, sender).filter(**{receiver_column(load): receiver})
    return list(counted(found).order_by("pk")[:MOST_LINES])


def counted(cases: CaseQuerySet) -> CaseQuerySet:
    """Bring along how many papers with how many pages lie in each case."""
    paper = Q(materials__kind=MaterialKind.PAPER, materials__is_copy_kept=True)
    found: CaseQuerySet = cases.annotate(
        papers=Count("materials", filter=paper),
        pages=Sum("materials__pages", filter=paper, default=0),
    )
    return found


def hand_overs(user: User, box: str) -> HandOverQuerySet:
    """Return the sheets of a box: those `coming`, those `sent`, or the `past` ones."""
    if box == "past":
        return HandOver.objects.visible_to(user).exclude(state=SheetState.OPEN).with_names()
    found = HandOver.objects.coming_to(user) if box == "coming" else HandOver.objects.sent_by(user)
    return found.with_names()


def hand_overs_page(user: User, box: str, *, after: str = "") -> KeyPage[HandOver]:
    """Return one page of a box: open sheets oldest first, past ones latest first."""
    key = ("-pk",) if box == "past" else ("pk",)
    return page_by_key(hand_overs(user, box), key=key, after=after, size=SHEET_PAGE)


def hand_over_for(user: User, number: str) -> HandOver:
    """Return a sheet that a desk of this person has made or is to receive, or refuse (404)."""
    found = HandOver.objects.visible_to(user).with_names().filter(number=number).first()
    if found is None:
        raise not_found("没有找到这张交接单，请核对编号。")
    return found


def lines_of(sheet: HandOver) -> list[HandOverLine]:
    """Return the lines of a sheet with their cases, in order."""
    return list(sheet.lines.select_related("case"))


def coming_count(user: User) -> int:
    """Return how many sheets wait to be received at this person's desks."""
    return HandOver.objects.coming_to(user).count()


def hand_overs_of(case: Case) -> list[HandOverLine]:
    """Return where the papers and results of a case went, the latest first."""
    found = HandOverLine.objects.filter(case=case).order_by("-pk")
    return list(found.select_related("sheet__sender", "sheet__receiver"))


def sender_of(user: User, load: str) -> Organisation | None:
    """Return the desk from which a person hands over: the first that has something waiting."""
    desks = desks_of(user)
    busy = next((desk for desk in desks if waiting_cases(load, desk).exists()), None)
    return busy or (desks[0] if desks else None)


def is_at(user: User, desk: Organisation) -> bool:
    """Say whether a person sits at a desk."""
    return any(one.pk == desk.pk for one in desks_of(user))
