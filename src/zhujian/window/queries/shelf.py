"""The result shelf: what was decided and waits to be handed out, and how it left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from zhujian.cases.models import Case
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.states import CaseState
from zhujian.kernel import clock
from zhujian.people.models import Resident, User
from zhujian.web.pages import KeyPage, page_by_key
from zhujian.window.models import HandOut, HandOverLine
from zhujian.window.states import LineState, Load

SHELF_PAGE = 50
UNCLAIMED_DAYS = 15


def shelf_cases(
    user: User,
    *,
    number: str = "",
    persons: Iterable[Resident] | None = None,
    is_unclaimed: bool = False,
) -> CaseQuerySet:
    """Return what waits to be handed out: all, one number, some persons', or the long unclaimed."""
    found = Case.objects.visible_to(user).in_state(CaseState.DECIDED).with_names()
    if number:
        found = found.filter(number=number)
    if persons is not None:
        found = found.filter(applicant__in=[person.user_id for person in persons])
    if is_unclaimed:
        found = found.filter(decided_at__lt=clock.now() - timedelta(days=UNCLAIMED_DAYS))
    return found


def shelf_page(found: CaseQuerySet, *, after: str = "") -> KeyPage[Case]:
    """Return one page of the shelf, the most urgent first."""
    return page_by_key(found, key=("due_on", "pk"), after=after, size=SHELF_PAGE)


def on_the_shelf(user: User) -> int:
    """Return how many results wait to be handed out."""
    return Case.objects.visible_to(user).in_state(CaseState.DECIDED).count()


def unclaimed_count(user: User) -> int:
    """Return how many results nobody has fetched for more than the days of `UNCLAIMED_DAYS`."""
    return shelf_cases(user, is_unclaimed=True).count()


def at_the_window(cases: Iterable[Case]) -> frozenset[int]:
    """Return which of these cases' results a department has brought to the window."""
    found = HandOverLine.objects.filter(
        case__in=list(cases), load=Load.RESULTS, state=LineState.RECEIVED
    )
    return frozenset(found.values_list("case_id", flat=True))


def hand_outs_of(case: Case) -> list[HandOut]:
    """Return how the results of a case left the shelf, the latest first."""
    return list(HandOut.objects.filter(case=case).select_related("desk"))
