"""The amber and the red list: what is due soon, what is late, who holds it, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from zhujian.cases.models import Case, Delay
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.queries.desk import NEXT_MOVE, soon_until
from zhujian.cases.states import CaseState
from zhujian.kernel import clock
from zhujian.kernel.calendar import current_calendar
from zhujian.people.models import RoleGrant, User
from zhujian.people.roles import Role
from zhujian.web.pages import KeyPage, page_by_key

# The organisation has the next move: what is late here is its delay. While the applicant corrects
# or a special procedure runs, nobody of the house is late.
OWED_STATES = (CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.DECIDED)
COUNTY_ROLES = (Role.LEADER, Role.SUPERVISOR)
LATE_ROLES = (Role.CLERK, Role.HANDLER, Role.APPROVER, *COUNTY_ROLES)
LATE_PAGE = 50
NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class LateCounts:
    """How many cases of one organisation are late, late without a reason, due soon."""

    slug: str
    name: str
    red: int
    silent: int
    amber: int


@dataclass(frozen=True, slots=True)
class LateRow:
    """One case on the list: working days over (or left), who holds it, the reason given."""

    case: Case
    days: int
    holder: str
    reason: str


def is_late(case: Case, *, today: date) -> bool:
    """Say whether the organisation has let a date of this case pass."""
    return case.state in OWED_STATES and case.due_on is not None and case.due_on < today


def days_over(case: Case, *, today: date) -> int:
    """Return how many working days have passed since the date of a case."""
    if case.due_on is None or case.due_on >= today:
        return 0
    return current_calendar().workdays_between(case.due_on, today)


def owed_cases(user: User) -> CaseQuerySet:
    """Return the cases in which the house has the next move: the county's, or a person's own."""
    seen = Case.objects.all() if _sees_county(user) else Case.objects.visible_to(user)
    return seen.filter(state__in=OWED_STATES)


def red_count(user: User) -> int:
    """Return how many cases before a person are late."""
    return owed_cases(user).filter(due_on__lt=clock.today()).count()


def late_counts(user: User) -> list[LateCounts]:
    """Return red and amber by organisation, the most red first; organisations without are left."""
    today = clock.today()
    red = Q(due_on__lt=today)
    found = (
        owed_cases(user)
        .filter(due_on__lte=soon_until(today))
        .order_by()
        .values_list("organisation__slug", "organisation__short_name")
        .annotate(
            red=Count("pk", filter=red),
            silent=Count("pk", filter=red & Q(delay__isnull=True)),
            amber=Count("pk", filter=~red),
        )
    )
    rows = [LateCounts(*row) for row in found]
    return sorted(rows, key=lambda row: (-row.red, -row.amber, row.name))


def late_page(
    user: User, *, colour: str, organisation: str = "", is_silent: bool = False, after: str = ""
) -> KeyPage[Case]:
    """Return one page of the `red` or the `amber` list; what was due first stands first."""
    today = clock.today()
    found = owed_cases(user).select_related("organisation", "delay")
    if colour == "red":
        found = found.filter(due_on__lt=today)
    else:
        found = found.due_within(first=today, last=soon_until(today))
    if organisation:
        found = found.filter(organisation__slug=organisation)
    if is_silent:
        found = found.filter(~Exists(Delay.objects.filter(case=OuterRef("pk"))))
    return page_by_key(found, key=("due_on", "pk"), after=after, size=LATE_PAGE)


def late_rows(cases: list[Case]) -> list[LateRow]:
    """Return cases as the lists show them; the names of their holders in one query."""
    today, calendar = clock.today(), current_calendar()
    names = _holders(cases, on=today)
    rows = []
    for case in cases:
        assert case.due_on is not None  # noqa: S101 -- an open case is due
        first, last = sorted((case.due_on, today))
        rows.append(
            LateRow(
                case,
                calendar.workdays_between(first, last),
                _holder_words(case, names),
                reason_of(case),
            )
        )
    return rows


def reason_of(case: Case) -> str:
    """Return why a case is late, as its organisation said, or nothing."""
    delay = getattr(case, "delay", None)
    return str(delay.reason) if delay else ""


def delay_of(case: Case) -> dict[str, Any] | None:
    """Return the reason for a delay and when it was said; nothing where none was."""
    delay = Delay.objects.filter(case=case).first()
    return {"reason": delay.reason, "said_at": delay.said_at} if delay else None


def _sees_county(user: User) -> bool:
    return any(user.has_role(role) for role in COUNTY_ROLES)


def _holders(cases: list[Case], *, on: date) -> dict[tuple[int, str], list[str]]:
    grants = (
        RoleGrant.objects.in_force(on=on)
        .filter(
            organisation__in={case.organisation_id for case in cases},
            role__in=(Role.HANDLER, Role.APPROVER),
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )
    names: dict[tuple[int, str], list[str]] = {}
    for grant in grants:
        names.setdefault((grant.organisation_id, grant.role), []).append(grant.user.display_name)
    return names


def _holder_words(case: Case, names: dict[tuple[int, str], list[str]]) -> str:
    role = Role.APPROVER if Role.APPROVER in NEXT_MOVE[case.state] else Role.HANDLER
    people = list(dict.fromkeys(names.get((case.organisation_id, role), [])))
    if not people:
        return str(role.label)
    more = "等" if len(people) > NAMES_SHOWN else ""
    return f"{role.label} {'、'.join(people[:NAMES_SHOWN])}{more}"
