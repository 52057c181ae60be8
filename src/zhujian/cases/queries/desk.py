"""The desk's lists: what is due sooner stands higher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from zhujian.cases.models import Case
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.queries.cases import NOTHING_DUE
from zhujian.cases.states import AWAITING_STATES, CaseState
from zhujian.kernel import clock
from zhujian.kernel.calendar import current_calendar
from zhujian.kernel.deadlines.counts import count
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.pages import KeyPage, merged_by_key

DESK_PAGE = 50

# For whom a case in a state waits: these roles have the next move.
NEXT_MOVE: dict[str, frozenset[str]] = {
    CaseState.SUBMITTED: frozenset({Role.CLERK, Role.HANDLER}),
    CaseState.ACCEPTED: frozenset({Role.APPROVER}),
    CaseState.DECIDED: frozenset({Role.CLERK, Role.HANDLER}),
}


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many open cases a person has before him, by urgency and by state."""

    overdue: int
    soon: int
    open: int
    submitted: int
    correcting: int
    accepted: int
    suspended: int
    decided: int


def desk_cases(user: User) -> CaseQuerySet:
    """Return the cases that stand on a member of staff's desk."""
    return Case.objects.visible_to(user)


def desk_counts(user: User) -> DeskCounts:
    """Return the counts of the desk, in one query over open cases."""
    today = clock.today()
    found = (
        desk_cases(user)
        .open()
        .aggregate(
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=soon_until(today))),
            open=Count("pk"),
            submitted=Count("pk", filter=Q(state=CaseState.SUBMITTED)),
            correcting=Count("pk", filter=Q(state=CaseState.CORRECTING)),
            accepted=Count("pk", filter=Q(state=CaseState.ACCEPTED)),
            suspended=Count("pk", filter=Q(state=CaseState.SUSPENDED)),
            decided=Count("pk", filter=Q(state=CaseState.DECIDED)),
        )
    )
    return DeskCounts(**found)


def waiting_for(user: User) -> int:
    """Return how many cases wait for a move that this person's roles may make."""
    roles = user.roles()
    states = [state for state, movers in NEXT_MOVE.items() if movers & roles]
    return desk_cases(user).filter(state__in=states).count() if states else 0


def desk_page(
    user: User,
    *,
    state: str = "",
    due_in: str = "",
    is_waiting: bool = False,
    after: str = "",
    size: int = DESK_PAGE,
) -> KeyPage[Case]:
    """Return one page of the desk's list; what is due sooner stands higher.

    `state` is one of the states, or empty for all open ones; `due_in` is `overdue`, `soon`,
    `promised` (a promised material is late) or empty; `is_waiting` leaves what waits for a move
    of this person. Finished cases stand newest first.
    """
    found = Case.objects.for_lists()
    if state in NOTHING_DUE:
        parts = found.in_state(state).parts_visible_to(user)
        return merged_by_key(parts, key=("-pk",), after=after, size=size)
    found = found.in_state(state) if state else found.open()
    if is_waiting:
        roles = user.roles()
        found = found.filter(state__in=[one for one, who in NEXT_MOVE.items() if who & roles])
    today = clock.today()
    if due_in == "overdue":
        found = found.overdue(on=today)
    elif due_in == "promised":
        found = found.promised_late(on=today)
    elif due_in == "soon":
        found = found.due_within(first=today, last=soon_until(today))
    parts = found.open().parts_visible_to(user)
    return merged_by_key(parts, key=("due_on", "pk"), after=after, size=size)


def soon_until(today: date) -> date:
    """Return the last day that is amber: so many working days from today as the county set."""
    return current_calendar().add_workdays(today, count("SVC-05", "amber").n)


def is_promise_late(case: Case, *, today: date) -> bool:
    """Say whether a case waits for a promised material whose day has passed."""
    by_on = case.materials_by_on
    return by_on is not None and by_on < today and case.state in AWAITING_STATES


def urgency(case: Case, *, today: date, soon: date) -> str:
    """Return `overdue`, `soon`, `later`, or an empty word where nothing is due."""
    if case.due_on is None or not case.is_open:
        return ""
    if case.due_on < today:
        return "overdue"
    return "soon" if case.due_on <= soon else "later"
