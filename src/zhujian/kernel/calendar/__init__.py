"""The working calendar: which days are worked, in which version of the holiday table."""

from zhujian.kernel.calendar.queries import (
    add_workdays,
    current_calendar,
    is_workday,
    workdays_between,
)
from zhujian.kernel.calendar.rules import CalendarDayView, CalendarView

__all__ = [
    "CalendarDayView",
    "CalendarView",
    "add_workdays",
    "current_calendar",
    "is_workday",
    "workdays_between",
]
