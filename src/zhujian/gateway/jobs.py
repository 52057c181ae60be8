"""Timed work: forgetting what the API remembered long enough."""

from zhujian.gateway.models import WriteCount
from zhujian.gateway.steps.counting import MINUTE
from zhujian.gateway.steps.repeating import expire_answers
from zhujian.kernel import clock


def forget_old() -> int:
    """Drop expired answers and counts of past minutes; return how many rows went."""
    minute = int(clock.now().timestamp()) // MINUTE
    gone, _ = WriteCount.objects.filter(minute__lt=minute - 1).delete()
    return gone + expire_answers()
