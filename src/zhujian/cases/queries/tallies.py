"""What each member of staff is to look into: red, amber, unanswered, in two queries for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from zhujian.cases.models import Case
from zhujian.cases.queries.desk import soon_until
from zhujian.cases.queries.late import OWED_STATES
from zhujian.cases.states import CaseState
from zhujian.kernel.calendar import current_calendar
from zhujian.people.models import RoleGrant, User
from zhujian.people.roles import Role

# A red case climbs: over by more working days than these, it is told to the next one up.
RED_CLIMBS = {Role.HANDLER: 0, Role.APPROVER: 1, Role.LEADER: 3, Role.SUPERVISOR: 3}
COUNTY = (Role.LEADER, Role.SUPERVISOR)
ANSWER_SOON = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases are late, are due soon, wait for the answer whether they are accepted."""

    red: int = 0
    amber: int = 0
    waiting: int = 0

    def __bool__(self) -> bool:
        return bool(self.red or self.amber or self.waiting)

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(self.red + other.red, self.amber + other.amber, self.waiting + other.waiting)


def over_since(today: date, *, more_than: int) -> date:
    """Return the last date that is passed by more than so many working days."""
    calendar = current_calendar()
    passed, on = 0, today
    while True:
        passed += calendar.is_workday(on)
        on -= timedelta(days=1)
        if passed > more_than:
            return on


def tallies(today: date) -> list[tuple[User, Tally]]:
    """Return what each handler, approver, leader and supervisor is to look into, if anything."""
    counted = _by_organisation(today)
    people: dict[User, dict[int, set[str]]] = {}
    grants = (
        RoleGrant.objects.in_force(on=today)
        .filter(role__in=RED_CLIMBS, user__is_active=True)
        .select_related("user")
        .order_by("user")
    )
    for grant in grants:
        where = counted if grant.role in COUNTY else (grant.organisation_id,)
        roles = people.setdefault(grant.user, {})
        for organisation in where:
            roles.setdefault(organisation, set()).add(grant.role)
    found = []
    for user, roles in people.items():
        tally = Tally()
        for organisation, held in roles.items():
            tally = tally.plus(_heard(counted.get(organisation, {}), held))
        if tally:
            found.append((user, tally))
    return found


def _heard(counts: dict[str, int], held: Iterable[str]) -> Tally:
    """Return what the holder of these roles in one organisation hears of its counts."""
    red = max(counts.get(f"red_{RED_CLIMBS[Role(role)]}", 0) for role in held)
    is_here = any(role not in COUNTY for role in held)
    is_handler = Role.HANDLER in held
    return Tally(
        red,
        counts.get("amber", 0) if is_here else 0,
        counts.get("waiting", 0) if is_handler else 0,
    )


def _by_organisation(today: date) -> dict[int, dict[str, int]]:
    soon = soon_until(today)
    answer_soon = current_calendar().add_workdays(today, ANSWER_SOON)
    climbs = {
        f"red_{days}": Count("pk", filter=Q(due_on__lte=over_since(today, more_than=days)))
        for days in sorted(set(RED_CLIMBS.values()))
    }
    rows = (
        Case.objects.filter(state__in=OWED_STATES, due_on__lte=max(soon, answer_soon))
        .order_by()
        .values("organisation")
        .annotate(
            **climbs,
            amber=Count("pk", filter=Q(due_on__gte=today, due_on__lte=soon)),
            waiting=Count(
                "pk",
                filter=Q(state=CaseState.SUBMITTED, due_on__gte=today, due_on__lte=answer_soon),
            ),
        )
    )
    return {row["organisation"]: dict[str, Any](row) for row in rows}
