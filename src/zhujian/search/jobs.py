"""Timed work of the room."""

from zhujian.kernel.actors import TIMER
from zhujian.search import actions, missed


def count_missed() -> int:
    """Count what was asked and not found since last time; return how many questions."""
    counted = actions.count_missed(by=TIMER)
    missed.drop_waiting()
    return counted
