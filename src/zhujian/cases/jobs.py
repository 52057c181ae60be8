"""Timed work of the room."""

import logging
from collections.abc import Callable
from datetime import time, timedelta
from functools import partial

from zhujian.cases import actions, queries, steps
from zhujian.cases.models import Case, Reminder
from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.kernel.calendar import current_calendar
from zhujian.postroom.queries import mails_of

DIGEST_FROM = time(8)
REMINDERS_KEPT = timedelta(days=366)

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


def remind() -> int:
    """Remind of every case whose occasion has come, once; return how many were.

    What came and went while the worker was down is not made up for: only what still holds.
    """
    today = clock.today()
    return sum(
        _done(partial(actions.remind_of_case, by=TIMER, occasion=one, number=number), number)
        for one in steps.OCCASIONS
        for number in list(
            steps.waiting(one, today=today).order_by("due_on").values_list("number", flat=True)
        )
    )


def send_digests() -> int:
    """From eight on a working day, tell everybody once what to look into; return how many."""
    at, today = clock.now().astimezone(clock.CHINA), clock.today()
    if at.time() < DIGEST_FROM or not current_calendar().is_workday(today):
        return 0
    found = queries.tallies(today)
    mails = mails_of([user.ref for user, _ in found])
    return sum(
        _done(
            partial(
                actions.send_digest,
                by=TIMER,
                user=user,
                tally=tally,
                on=today,
                mail=mails.get(user.ref, ""),
            ),
            user.ref,
        )
        for user, tally in found
    )


def forget_reminders() -> int:
    """Forget after a year that somebody was reminded; return how many rows went."""
    gone, _ = Reminder.objects.filter(on__lt=clock.today() - REMINDERS_KEPT).delete()
    return gone


def _done(move: Callable[[], bool], number: str) -> bool:
    """Move one; what goes wrong with one case does not keep the others waiting."""
    try:
        return move()
    except Exception:
        logger.exception("the timer's move of %s failed", number)
        return False
