"""Timed work: where local rules say so, what nobody answered in time gets its default."""

from django.conf import settings

from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.kernel.refusals import Refused
from zhujian.ratings.actions import enter_default_rating
from zhujian.ratings.models import RatingOffer

AT_MOST = 500


def enter_defaults() -> int:
    """Enter the default for offers that ran out; return how many. Off unless a county says so."""
    if not settings.DEFAULT_RATINGS:
        return 0
    ended = RatingOffer.objects.unanswered(at=clock.now())
    subjects = list(ended.values_list("subject", flat=True)[:AT_MOST])
    return sum(_entered(subject) for subject in subjects)


def _entered(subject: str) -> bool:
    try:
        enter_default_rating(by=TIMER, subject=subject)
    except Refused:  # somebody rated, or another worker was here, in between
        return False
    return True
