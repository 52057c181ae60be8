"""Timed work of the room."""

import logging
from collections.abc import Callable
from functools import partial

from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER

logger = logging.getLogger(__name__)


def accept_silent() -> int:
    """SVC-04: let every case that nobody answered in time count as accepted; return how many."""
    waiting = Case.objects.unanswered(on=clock.today()).order_by("pk")
    numbers = list(waiting.values_list("number", flat=True))
    return sum(
        _done(partial(actions.deem_case_accepted, by=TIMER, number=number), number)
        for number in numbers
    )


def resume_rested() -> int:
    """SVC-06: let the clock run again wherever a suspension is over; return how many."""
    resting = Case.objects.resting(on=clock.today()).order_by("pk")
    numbers = list(resting.values_list("number", flat=True))
    return sum(
        _done(partial(actions.resume_case_on_time, by=TIMER, number=number), number)
        for number in numbers
    )


def drop_past_results() -> int:
    """PUB-07: let every published result go whose time is over; return how many."""
    return actions.drop_past_results(by=TIMER)


def _done(move: Callable[[], bool], number: str) -> bool:
    """Move one; what goes wrong with one case does not keep the others waiting."""
    try:
        return move()
    except Exception:
        logger.exception("the timer's move of %s failed", number)
        return False
