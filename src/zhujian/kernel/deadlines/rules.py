"""From a start, a count and a calendar to a date and its reasons; no Django, no clock."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhujian.kernel.calendar.rules import ONE_DAY, CalendarView, date_words, weekday_words


class Unit(StrEnum):
    """What is counted."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"


UNIT_WORDS = {Unit.WORKDAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月"}


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """A time that does not count: after `begins_on` up to `ends_on`, or while open up to
    `planned_on` (then the date is projected)."""

    begins_on: date
    ends_on: date | None = None
    planned_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionGrant:
    """`n` more units, granted before the deadline passed."""

    n: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with its reasons in Chinese and the version of the calendar behind it."""

    on: date
    why: str
    calendar: str
    is_projected: bool
    is_provisional: bool


def due(
    *,
    start: date,
    n: int,
    unit: Unit,
    calendar: CalendarView,
    pauses: Sequence[PauseSpan] = (),
    extensions: Sequence[ExtensionGrant] = (),
    title: str = "",
    legal: str = "",
    event: str = "",
    rolls: bool = True,
) -> Due:
    """Return the last day of `n` units after `start` (not counted itself), and why.

    A pause counts the days after the day it begins up to the day it ends. A period in days or
    months whose last day is off ends on the next working day (Civil Code art. 203) where
    `rolls`. Months clamp to the end of a shorter month.
    """
    total = n + sum(extension.n for extension in extensions)
    plain = _last_day(start, total, unit, calendar)
    counted = _counted_pauses(start, plain, unit, calendar, pauses)
    raw = _last_day(start, total, unit, calendar, paused=sum(days for _, days in counted))
    on = calendar.next_workday(raw) if rolls and unit is not Unit.WORKDAY and total else raw
    is_projected = any(pause.ends_on is None for pause, _ in counted)
    is_provisional = any(
        calendar.is_provisional(date(year, 1, 1)) for year in range(start.year, on.year + 1)
    )
    sentences = [
        _count_sentence(start, n, unit, event, extensions, counted, calendar, raw, on),
        *(["暂停尚未结束，这一日期为预计，恢复计时后重新确定。"] if is_projected else []),
        *_provisional_sentence(start, on, calendar),
        *([f"依据：{legal}。"] if legal else []),
        f"日历版本 {calendar.version}。",
    ]
    why = (f"{title}：" if title else "") + "".join(sentences)
    return Due(on, why, calendar.version, is_projected, is_provisional)


def add_months(start: date, n: int) -> date:
    """Return the same day `n` months later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _last_day(start: date, n: int, unit: Unit, calendar: CalendarView, paused: int = 0) -> date:
    if unit is Unit.WORKDAY:
        return calendar.add_workdays(start, n + paused)
    if unit is Unit.DAY:
        on = start + timedelta(days=n + paused)
    else:
        on = add_months(start, n) + timedelta(days=paused)
    calendar.is_workday(on)  # refuses what lies outside the table
    return on


def _counted_pauses(
    start: date, last: date, unit: Unit, calendar: CalendarView, pauses: Iterable[PauseSpan]
) -> list[tuple[PauseSpan, int]]:
    """Return each pause that began in time with the days it adds; overlaps count once."""
    counted: list[tuple[PauseSpan, int]] = []
    reached = start
    for pause in sorted(pauses, key=lambda pause: pause.begins_on):
        if pause.begins_on > last:
            continue  # the deadline had passed before the pause began
        after = max(pause.begins_on, reached)
        until = max(pause.ends_on or pause.planned_on or after, after)
        days = (
            calendar.workdays_between(after, until)
            if unit is Unit.WORKDAY
            else (until - after).days
        )
        counted.append((pause, days))
        reached = until
        last = (
            calendar.add_workdays(last, days)
            if unit is Unit.WORKDAY
            else last + timedelta(days=days)
        )
    return counted


def _count_sentence(
    start: date,
    n: int,
    unit: Unit,
    event: str,
    extensions: Sequence[ExtensionGrant],
    counted: Sequence[tuple[PauseSpan, int]],
    calendar: CalendarView,
    raw: date,
    on: date,
) -> str:
    paused = sum(days for _, days in counted)
    total = n + sum(extension.n for extension in extensions)
    words = UNIT_WORDS[unit]
    if total == 0:
        return f"{date_words(start)}{event}，当日办结。"
    parts = [f"自{date_words(start)}{event}之次日起{n}{words}"]
    parts += [f"延长{extension.n}{words}{_because(extension.reason)}" for extension in extensions]
    for pause, days in counted:
        end = pause.ends_on or pause.planned_on
        until = f"至{date_words(end, start)}" if end else "起"
        pause_words = "个工作日" if unit is Unit.WORKDAY else "日"
        parts.append(
            f"{date_words(pause.begins_on, start)}{until}暂停{_because(pause.reason)}，"
            f"{days}{pause_words}不计"
        )
    if unit is Unit.WORKDAY:
        parts += _calendar_words(start, on, calendar)
        ordinal = f"第{total}个工作日" if not paused else f"扣除暂停后的第{total}个工作日"
        parts.append(f"{ordinal}为{date_words(on, start)}（{weekday_words(on)}）")
    else:
        parts.append(f"期满日为{date_words(raw, start)}（{weekday_words(raw)}）")
        if on != raw:
            parts.append(
                f"当日休息，顺延至其后第一个工作日{date_words(on, start)}（{weekday_words(on)}）"
            )
    return "，".join(parts) + "。"


def _because(reason: str) -> str:
    return f"（{reason}）" if reason else ""


def _calendar_words(start: date, on: date, calendar: CalendarView) -> list[str]:
    named = _named(start, on, calendar)
    worked = [day for day in named if calendar.is_workday(day)]
    words = {day: f"{date_words(day, start)}（{weekday_words(day)}）调休上班计入" for day in worked}
    for first, last in _runs(day for day in named if day not in words):
        until = "" if first == last else f"至{_end_words(first, last)}"
        words[first] = f"{date_words(first, start)}{until}{calendar.name_of(first)}放假不计"
    return [words[day] for day in sorted(words)]


def _end_words(first: date, last: date) -> str:
    if first.year == last.year and first.month == last.month:
        return f"{last.day}日"
    return date_words(last, first)


def _named(start: date, on: date, calendar: CalendarView) -> list[date]:
    days = []
    day = start + ONE_DAY
    while day <= on:
        if calendar.name_of(day):
            days.append(day)
        day += ONE_DAY
    return days


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] + ONE_DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _provisional_sentence(start: date, on: date, calendar: CalendarView) -> list[str]:
    waiting = [
        f"{year}年"
        for year in range(start.year, on.year + 1)
        if calendar.is_provisional(date(year, 1, 1))
    ]
    if not waiting:
        return []
    return [f"{'、'.join(waiting)}放假安排尚未公布，暂按法定节日推算，公布后重新计算。"]
