"""Reading the holiday table: the calendar in force, earlier versions, the days of a year."""

from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from zhujian.kernel.calendar.models import CalendarDay, CalendarVersion, CalendarYear
from zhujian.kernel.calendar.rules import CalendarDayView, CalendarView
from zhujian.kernel.calendar.seed import shipped_calendar
from zhujian.kernel.refusals import not_found

# Asked several times in every action: written by hand, so that nothing has to be compiled.
_NEWEST = "SELECT label, digest FROM kernel_calendarversion ORDER BY number DESC LIMIT 1"
_kept: tuple[tuple[str, str], CalendarView] | None = None


def current_calendar() -> CalendarView:
    """Return the calendar in force; one query, the days are kept per version."""
    global _kept  # noqa: PLW0603 -- one immutable value for the process
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        newest: tuple[str, str] | None = cursor.fetchone()
    if newest is None:
        return shipped_calendar()
    kept = _kept
    if kept is None or kept[0] != newest:
        version = CalendarVersion.objects.get(label=newest[0])
        kept = _kept = (newest, _read(version))
    return kept[1]


def calendar_of(label: str) -> CalendarView:
    """Return the calendar as it was in the version `label`."""
    version = CalendarVersion.objects.filter(label=label).first()
    if version is None:
        raise not_found(f"没有名为「{label}」的日历版本。")
    return _read(version)


def is_workday(on: date) -> bool:
    """Return whether `on` is worked by the calendar in force."""
    return current_calendar().is_workday(on)


def add_workdays(start: date, n: int) -> date:
    """Return the n-th working day after `start` by the calendar in force."""
    return current_calendar().add_workdays(start, n)


def workdays_between(after: date, until: date) -> int:
    """Return the working days after `after` up to `until` by the calendar in force."""
    return current_calendar().workdays_between(after, until)


def days_of_year(year: int) -> QuerySet[CalendarDay]:
    """Return the current rows of `year` for the page that edits them."""
    return CalendarDay.objects.filter(on__year=year, until=None).order_by("on")


def years() -> QuerySet[CalendarYear]:
    """Return the years of the table, newest first."""
    return CalendarYear.objects.filter(until=None).order_by("-year")


def versions() -> QuerySet[CalendarVersion]:
    """Return the versions of the table, newest first."""
    return CalendarVersion.objects.order_by("-number")


def _read(version: CalendarVersion) -> CalendarView:
    in_force = Q(since__lte=version.number) & (Q(until=None) | Q(until__gt=version.number))
    years = dict(
        CalendarYear.objects.filter(in_force).order_by("year").values_list("year", "is_provisional")
    )
    days = CalendarDay.objects.filter(in_force).values_list("on", "is_workday", "name")
    return CalendarView(
        version=version.label,
        first=date(min(years), 1, 1),
        last=date(max(years), 12, 31),
        days={on: CalendarDayView(is_workday, name) for on, is_workday, name in days},
        provisional_years=frozenset(year for year, waits in years.items() if waits),
    )
