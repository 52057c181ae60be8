"""Work of the worker: letters that are due, reports of the carrier, forgetting."""

import logging
from datetime import timedelta

from django.db.models import Q

from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.postroom import queries, rules
from zhujian.postroom.actions import deliver_letter, fetch_reports
from zhujian.postroom.models import Letter, Spent
from zhujian.postroom.senders.message import Undeliverable
from zhujian.postroom.states import Channel, LetterState, Urgency

SWEEP_AT_MOST = 200
AWAY_AFTER = 3
KEPT = timedelta(days=30)
KEPT_ON_PAGE = timedelta(days=365)

logger = logging.getLogger(__name__)


def sweep() -> int:
    """Hand the letters that are due to their carriers; return how many left.

    Codes go first. No more are begun than the house may send this minute, and where a carrier
    is away the others wait for the next sweep.
    """
    return sum(_sweep(channel) for channel in (Channel.SMS, Channel.MAIL))


def fetch() -> int:
    """Ask the carrier what became of messages; return how many reports were news."""
    try:
        return fetch_reports(by=TIMER).taken
    except Undeliverable as error:
        logger.warning("the carrier gives no reports: %s", error)
        return 0


def forget_old() -> int:
    """Delete letters a month after they were done with, messages on the page after a year.

    The journal keeps that they left. What waits or was given up stays.
    """
    at = clock.now()
    done = Letter.objects.exclude(state__in=[LetterState.QUEUED, LetterState.FAILED])
    gone, _ = done.filter(
        Q(recipient="", created_at__lt=at - KEPT) | Q(created_at__lt=at - KEPT_ON_PAGE)
    ).delete()
    Spent.objects.filter(until__lt=at).delete()
    return gone


def _sweep(channel: Channel) -> int:
    due = Letter.objects.due(at=clock.now()).by(channel)
    waiting = list(due.values_list("pk", "urgency")[:SWEEP_AT_MOST])
    room = _room() if channel == Channel.SMS and waiting else SWEEP_AT_MOST
    left = away = 0
    for pk, urgency in waiting:
        if urgency != Urgency.CODE and room <= 0:
            break
        room -= 1
        try:
            left += deliver_letter(by=TIMER, letter=pk)
        except Undeliverable:
            away += 1
            if away >= AWAY_AFTER:
                logger.warning("the carrier of %s is away; the others wait", channel.value)
                break
        except Exception:
            logger.exception("letter %s could not be tried", pk)
    return left


def _room() -> int:
    """Return how many more messages the house may send this minute."""
    limits = queries.limits()
    (house, *_) = rules.windows(
        at=clock.now().astimezone(clock.CHINA),
        limits=limits,
        number="",
        organisation="",
        is_code=True,
    )
    return house.most - queries.spent_in(house.key)
