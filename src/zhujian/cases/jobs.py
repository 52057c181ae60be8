"""Timed work of the room."""

import logging

from zhujian.cases.actions import deem_case_accepted
from zhujian.cases.models import Case
from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER

logger = logging.getLogger(__name__)


def accept_silent() -> int:
    """SVC-04: let every case that nobody answered in time count as accepted; return how many."""
    numbers = list(
        Case.objects.unanswered(on=clock.today()).order_by("pk").values_list("number", flat=True)
    )
    return sum(_accepted(number) for number in numbers)


def _accepted(number: str) -> bool:
    """Accept one; what goes wrong with one case does not keep the others waiting."""
    try:
        return deem_case_accepted(by=TIMER, number=number)
    except Exception:
        logger.exception("the silent acceptance of %s failed", number)
        return False
