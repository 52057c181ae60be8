"""The one clock of the house, which the demo city and tests can move."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")

_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """Return the present date in China."""
    return china_date(now())


def china_date(instant: datetime) -> date:
    """Return the date in China on which an aware instant falls."""
    return instant.astimezone(CHINA).date()


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let everything inside happen at another instant (aware)."""
    if instant.tzinfo is None:
        msg = "a moved clock needs an aware instant"
        raise ValueError(msg)
    token = _moved.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
