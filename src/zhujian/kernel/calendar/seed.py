"""The holiday table as shipped: notices of 2004–2026, statutory days of the two years after."""

from datetime import date, timedelta
from functools import cache

import holidays
from chinese_calendar import constants

from zhujian.kernel.calendar.rules import ONE_DAY, CalendarDayView, CalendarView

FIRST_YEAR = 2004
LAST_NOTICE_YEAR = 2026
YEARS_AHEAD = 2
SHIPPED_VERSION = f"{LAST_NOTICE_YEAR}-1"

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def notice_days(year: int) -> dict[date, CalendarDayView]:
    """Return the days that the notice for `year` names, as `chinesecalendar` has them."""
    days: dict[date, CalendarDayView] = {}
    on = date(year, 1, 1)
    while on.year == year:
        holiday, worked = constants.holidays.get(on), constants.workdays.get(on)
        if holiday and not worked:
            days[on] = CalendarDayView(False, NAMES[holiday])
        elif worked and on.weekday() >= 5:
            days[on] = CalendarDayView(True, f"{NAMES[worked]}调休上班")
        on += ONE_DAY
    return days


def statutory_days(year: int) -> dict[date, CalendarDayView]:
    """Return the statutory days off of `year`, without the exchanged days of a notice."""
    table = holidays.country_holidays("CN", years=[year], language="zh_CN")
    return {
        on: CalendarDayView(False, name.replace("农历除夕", "除夕"))
        for on, name in sorted(table.items())
        if on.year == year
    }


def days_of(year: int) -> dict[date, CalendarDayView]:
    """Return the shipped days of any year: its notice where there is one."""
    return notice_days(year) if year <= LAST_NOTICE_YEAR else statutory_days(year)


@cache
def shipped_calendar() -> CalendarView:
    """Return the calendar that answers as long as no table has been loaded."""
    last = LAST_NOTICE_YEAR + YEARS_AHEAD
    days: dict[date, CalendarDayView] = {}
    for year in range(FIRST_YEAR, last + 1):
        days |= days_of(year)
    return CalendarView(
        version=SHIPPED_VERSION,
        first=date(FIRST_YEAR, 1, 1),
        last=date(last + 1, 1, 1) - timedelta(days=1),
        days=days,
        provisional_years=frozenset(range(LAST_NOTICE_YEAR + 1, last + 1)),
    )
