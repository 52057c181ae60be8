"""When a letter is tried again: arithmetic only."""

from datetime import datetime, timedelta

TRIES_AT_MOST = 8
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
LEASE = timedelta(minutes=2)


def next_try(*, tries: int, at: datetime) -> datetime | None:
    """Return when to try again after `tries` failures, or None when it is time to give up.

    15 seconds, then twice as long each time, at most an hour.
    """
    if tries >= TRIES_AT_MOST:
        return None
    pause: timedelta = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
    return at + pause
