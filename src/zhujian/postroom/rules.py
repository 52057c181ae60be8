"""When a letter is tried again, when it must wait, what is too much: arithmetic only."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
TRIED_FOR = timedelta(days=3)
LEASE = timedelta(minutes=2)
CODE_LASTS = timedelta(minutes=5)
REPORT_IS_FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many short messages may go, and the hours in which reminders rest (in China)."""

    number_hour: int = 6
    number_day: int = 20
    codes_day: int = 10
    organisation_day: int = 5_000
    house_minute: int = 300
    quiet_from: time = time(21)
    quiet_until: time = time(8)


SHIPPED = Limits()


def next_try(*, tries: int, at: datetime, written_at: datetime) -> datetime | None:
    """Return when to try again after `tries` failures, or None when it is time to give up.

    15 seconds, then twice as long each time, at most an hour; given up after three days, so
    that a carrier that was away for a day loses nothing.
    """
    if at - written_at >= TRIED_FOR:
        return None
    doublings = min(tries - 1, 12)
    pause: timedelta = min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)
    return at + pause


def quiet_ends(*, at: datetime, limits: Limits) -> datetime | None:
    """Return when the quiet hours end in which `at` (China's time) falls, or None outside them."""
    begins, ends = limits.quiet_from, limits.quiet_until
    if begins == ends:
        return None
    hour = at.time()
    is_over_midnight = begins > ends
    is_quiet = (hour >= begins or hour < ends) if is_over_midnight else begins <= hour < ends
    if not is_quiet:
        return None
    day = at.date()
    if is_over_midnight and hour >= begins:
        day += timedelta(days=1)
    return datetime.combine(day, ends, at.tzinfo)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time in which so many messages are allowed: its key, its bound, its end."""

    key: str
    most: int
    until: datetime


def windows(
    *, at: datetime, limits: Limits, number: str, organisation: str, is_code: bool
) -> tuple[Window, ...]:
    """Return the windows that a message counts in; a code has one of its own, and never waits.

    `at` is in China's time, `number` the keyed index of the telephone number.
    """
    minute = at.replace(second=0, microsecond=0)
    hour = minute.replace(minute=0)
    day = hour.replace(hour=0)
    tomorrow = datetime.combine(day.date() + timedelta(days=1), time(), at.tzinfo)
    house = Window(f"house|{minute:%Y%m%d%H%M}", limits.house_minute, minute + timedelta(minutes=1))
    if is_code:
        return (house, Window(f"code|{number}|{day:%Y%m%d}", limits.codes_day, tomorrow))
    found = [
        house,
        Window(f"number|{number}|{hour:%Y%m%d%H}", limits.number_hour, hour + timedelta(hours=1)),
        Window(f"number|{number}|{day:%Y%m%d}", limits.number_day, tomorrow),
    ]
    if organisation:
        found.append(
            Window(f"organisation|{organisation}|{day:%Y%m%d}", limits.organisation_day, tomorrow)
        )
    return tuple(found)
