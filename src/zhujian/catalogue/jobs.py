"""Timed work of the room."""

from zhujian.catalogue.actions import rebuild_places
from zhujian.kernel.actors import TIMER


def rebuild() -> int:
    """Follow places that changed and grants that began or ended since the last time."""
    return rebuild_places(by=TIMER)
