"""Parts of actions: adding a question that found nothing to its day."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from zhujian.search.models import MissedQuestion

MOST_A_DAY = 3_000


def count_missed(day: str, words: str, times: int) -> bool:
    """Add to the count of a day; say whether it was counted: a flooded day takes no new words."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return False
    rows = MissedQuestion.objects.filter(day=on, words=words[:40])
    if rows.update(times=F("times") + times):
        return True
    if MissedQuestion.objects.filter(day=on).count() >= MOST_A_DAY:
        return False
    try:
        with transaction.atomic():
            MissedQuestion.objects.create(day=on, words=words[:40], times=times)
    except IntegrityError:  # the worker of another node made the row in between
        rows.update(times=F("times") + times)
    return True
