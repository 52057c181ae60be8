"""The kernel's tables, each beside what it belongs to."""

from zhujian.kernel.calendar.models import CalendarDay, CalendarVersion, CalendarYear
from zhujian.kernel.deadlines.models import CountSetting, Deadline, Extension, Pause
from zhujian.kernel.numbers.models import Number

__all__ = [
    "CalendarDay",
    "CalendarVersion",
    "CalendarYear",
    "CountSetting",
    "Deadline",
    "Extension",
    "Number",
    "Pause",
]
