"""The kernel's tables, each beside what it belongs to."""

from zhujian.kernel.calendar.models import CalendarDay, CalendarVersion, CalendarYear
from zhujian.kernel.changes.models import Change
from zhujian.kernel.deadlines.models import CountSetting, Deadline, Extension, Pause
from zhujian.kernel.journal.models import JournalNote, Line
from zhujian.kernel.numbers.models import Number

__all__ = [
    "CalendarDay",
    "CalendarVersion",
    "CalendarYear",
    "Change",
    "CountSetting",
    "Deadline",
    "Extension",
    "JournalNote",
    "Line",
    "Number",
    "Pause",
]
