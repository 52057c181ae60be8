"""Parts of the actions on the holiday table; inside the caller's transaction."""

import hashlib
from datetime import date

from zhujian.kernel import clock
from zhujian.kernel.calendar.models import CalendarDay, CalendarVersion, CalendarYear
from zhujian.kernel.calendar.seed import (
    FIRST_YEAR,
    LAST_NOTICE_YEAR,
    SHIPPED_VERSION,
    YEARS_AHEAD,
    days_of,
)


def load_calendar() -> None:
    """Fill an empty table with what is shipped, and add the years up to two ahead of today.

    Does nothing where nothing is missing; what the county entered is never touched.
    """
    if not CalendarVersion.objects.exists():
        last = LAST_NOTICE_YEAR + YEARS_AHEAD
        _add_years(range(FIRST_YEAR, last + 1), since=1)
        _write_version(1, SHIPPED_VERSION, "随系统提供的节假日表")
    known = set(CalendarYear.objects.filter(until=None).values_list("year", flat=True))
    missing = range(max(known) + 1, clock.today().year + YEARS_AHEAD + 1)
    if missing:
        since = latest_for_update().number + 1
        _add_years(missing, since=since)
        bump_version(f"增加{missing[0]}年至{missing[-1]}年法定节日（待放假通知）")


def latest_for_update() -> CalendarVersion:
    """Return the newest version, locked: whoever changes the table comes one after another."""
    return CalendarVersion.objects.select_for_update().latest("number")


def bump_version(reason: str) -> CalendarVersion:
    """Write the next version of the table; its label begins with the last confirmed year."""
    number = latest_for_update().number + 1
    confirmed = CalendarYear.objects.filter(until=None, is_provisional=False).latest("year")
    return _write_version(number, f"{confirmed.year}-{number}", reason)


def replace_day(on: date, number: int, *, is_workday: bool, name: str, note: str) -> None:
    """Put one day into the table from version `number` on."""
    CalendarDay.objects.filter(on=on, until=None).update(until=number)
    CalendarDay.objects.create(on=on, is_workday=is_workday, name=name, note=note, since=number)


def replace_year(year: int, number: int, *, is_provisional: bool) -> None:
    """Mark a year from version `number` on."""
    CalendarYear.objects.filter(year=year, until=None).update(until=number)
    CalendarYear.objects.create(year=year, is_provisional=is_provisional, since=number)


def _add_years(years: range, since: int) -> None:
    CalendarYear.objects.bulk_create(
        CalendarYear(year=year, is_provisional=year > LAST_NOTICE_YEAR, since=since)
        for year in years
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(on=on, is_workday=day.is_workday, name=day.name, since=since)
        for year in years
        for on, day in days_of(year).items()
    )


def _write_version(number: int, label: str, reason: str) -> CalendarVersion:
    digest = hashlib.sha256()
    for row in (
        *CalendarYear.objects.filter(until=None)
        .order_by("year")
        .values_list("year", "is_provisional"),
        *CalendarDay.objects.filter(until=None)
        .order_by("on")
        .values_list("on", "is_workday", "name"),
    ):
        digest.update(repr(row).encode())
    return CalendarVersion.objects.create(
        number=number,
        label=label,
        digest=digest.hexdigest(),
        made_at=clock.now(),
        reason=reason,
    )
