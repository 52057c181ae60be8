"""A version of the holiday table as a value: arithmetic of working days without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhujian.kernel.refusals import FieldRefusal, Refused

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class CalendarDayView:
    """One day that the table names: worked or off, and what it is called."""

    is_workday: bool
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class CalendarView:
    """One version of the holiday table.

    `days` holds every day that the yearly notice names: weekdays off, weekends worked, and the
    weekend days that lie inside a holiday. `provisional_years` still wait for their notice.
    """

    version: str
    first: date
    last: date
    days: Mapping[date, CalendarDayView]
    provisional_years: frozenset[int]

    def is_workday(self, on: date) -> bool:
        """Return whether `on` is worked; a date outside the table is refused (422)."""
        self._check(on)
        named = self.days.get(on)
        return named.is_workday if named else on.weekday() < 5

    def is_provisional(self, on: date) -> bool:
        """Return whether the notice for the year of `on` is still to come."""
        return on.year in self.provisional_years

    def name_of(self, on: date) -> str:
        """Return what the table calls the day, or `""`."""
        named = self.days.get(on)
        return named.name if named else ""

    def add_workdays(self, start: date, n: int) -> date:
        """Return the n-th working day after `start` (`start` itself is not counted)."""
        self._check(start)
        on = start
        for _ in range(n):
            on = self.next_workday(on + ONE_DAY)
        return on

    def next_workday(self, on: date) -> date:
        """Return `on` if it is worked, else the first working day after it."""
        while not self.is_workday(on):
            on += ONE_DAY
        return on

    def workdays_between(self, after: date, until: date) -> int:
        """Return how many working days lie after `after` up to and including `until`."""
        self._check(after)
        self._check(until)
        count = 0
        on = after
        while on < until:
            on += ONE_DAY
            count += self.is_workday(on)
        return count

    def _check(self, on: date) -> None:
        if not self.first <= on <= self.last:
            text = (
                f"{date_words(on)}不在节假日表的范围内"
                f"（{date_words(self.first)}至{date_words(self.last)}），无法推算工作日。"
            )
            raise Refused("calendar_range", text, fields=(FieldRefusal("start", text),))


def date_words(on: date, beside: date | None = None) -> str:
    """Return the date in Chinese; without its year where `beside` already named that year."""
    if beside and beside.year == on.year:
        return f"{on.month}月{on.day}日"
    return f"{on.year}年{on.month}月{on.day}日"


def weekday_words(on: date) -> str:
    """Return 周一 … 周日."""
    return f"周{WEEKDAYS[on.weekday()]}"
