"""Opening hours and distances as arithmetic; no Django, no clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from zhujian.kernel.calendar.rules import CalendarView, weekday_words

DAY_MINUTES = 24 * 60
DAYS_LOOKED_AHEAD = 31
EARTH_KM = 6371.0088


class DayKind(StrEnum):
    """On which days a span of hours holds; work and rest days follow the working calendar."""

    WORKDAY = "workday"
    RESTDAY = "restday"
    EVERYDAY = "everyday"
    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


DAY_WORDS = {
    DayKind.WORKDAY: "工作日",
    DayKind.RESTDAY: "节假日、休息日",
    DayKind.EVERYDAY: "每天",
    DayKind.MONDAY: "周一",
    DayKind.TUESDAY: "周二",
    DayKind.WEDNESDAY: "周三",
    DayKind.THURSDAY: "周四",
    DayKind.FRIDAY: "周五",
    DayKind.SATURDAY: "周六",
    DayKind.SUNDAY: "周日",
}
WEEKDAYS = tuple(DayKind)[3:]
READ_AS = {
    **{words: kind for kind, words in DAY_WORDS.items()},
    "节假日": DayKind.RESTDAY,
    "休息日": DayKind.RESTDAY,
    "每日": DayKind.EVERYDAY,
    "天天": DayKind.EVERYDAY,
    **{f"星期{day}": kind for day, kind in zip("一二三四五六日", WEEKDAYS, strict=True)},
}


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `opens` to `closes` (minutes after midnight, 1440 is 24:00) on days of a kind."""

    kind: DayKind
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date on which other hours hold; without hours the place is closed."""

    on: date
    hours: tuple[tuple[int, int], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open at an instant, and what to know next, in words."""

    is_open: bool
    words: str
    next_change_at: datetime | None


class UnreadableHoursError(ValueError):
    """A text of opening hours that says nothing a machine can use."""


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the great-circle distance between two WGS-84 points, in kilometres."""
    half_lat = radians(other_lat - lat) / 2
    half_lon = radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def hours_on(
    on: date, spans: Iterable[Span], special: Iterable[SpecialDay], calendar: CalendarView
) -> list[tuple[int, int]]:
    """Return the merged hours of one date in minutes; a special day replaces the rule.

    Hours of a weekday do not hold on a public holiday: the hours of days off do.
    """
    for day in special:
        if day.on == on:
            return _merged(day.hours)
    is_worked = calendar.is_workday(on)
    kinds = {DayKind.EVERYDAY, DayKind.WORKDAY if is_worked else DayKind.RESTDAY}
    if is_worked or not calendar.name_of(on):
        kinds.add(WEEKDAYS[on.weekday()])
    return _merged((span.opens, span.closes) for span in spans if span.kind in kinds)


def open_state(
    at: datetime, spans: Sequence[Span], special: Sequence[SpecialDay], calendar: CalendarView
) -> OpenState:
    """Return whether a place is open at a local instant, until when, or when it opens next."""
    if not spans and not special:
        return OpenState(False, "没有登记开放时间，请先电话咨询", None)
    minute = at.hour * 60 + at.minute
    today = hours_on(at.date(), spans, special, calendar)
    for opens, closes in today:
        if opens <= minute < closes:
            if (opens, closes) == (0, DAY_MINUTES):
                return OpenState(True, "正在开放，全天", None)
            return OpenState(True, f"正在开放，{clock_words(closes)}关门", _at(at, 0, closes))
    return _next_opening(at, spans, special, calendar)


def _next_opening(
    at: datetime, spans: Sequence[Span], special: Sequence[SpecialDay], calendar: CalendarView
) -> OpenState:
    minute = at.hour * 60 + at.minute
    for ahead in range(DAYS_LOOKED_AHEAD):
        on = at.date() + timedelta(days=ahead)
        if on > calendar.last:
            break
        hours = hours_on(on, spans, special, calendar)
        later = [opens for opens, _ in hours if ahead or opens > minute]
        if later:
            words = f"现在休息，{_day_words(on, ahead)}{clock_words(later[0])}开门"
            return OpenState(False, words, _at(at, ahead, later[0]))
    return OpenState(False, "暂不开放", None)


def parse_hours(text: str) -> tuple[Span, ...]:
    """Return the spans that a text says: `工作日 9:00-12:00、13:00-17:00；周六 9:00-12:00`.

    `24小时` or `全天` alone means every day around the clock. Raises UnreadableHoursError.
    """
    spans: list[Span] = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;；\n]", text))):
        kinds, rest = _kinds_of(part)
        hours = _hours_of(rest)
        if not hours:
            raise UnreadableHoursError(part)
        spans += [Span(kind, opens, closes) for kind in kinds for opens, closes in hours]
    if not spans:
        raise UnreadableHoursError(text)
    return tuple(spans)


def hours_text(spans: Iterable[Span]) -> str:
    """Return the spans as the text that `parse_hours` reads."""
    return "；".join(f"{days} {hours}" for days, hours in hours_rows(spans))


def hours_rows(spans: Iterable[Span]) -> list[tuple[str, str]]:
    """Return one row a kind of day, in the order of the week; like weekdays in a row are one."""
    order = list(DayKind)
    by_kind: dict[DayKind, list[tuple[int, int]]] = {}
    for span in sorted(spans, key=lambda span: (order.index(span.kind), span.opens)):
        by_kind.setdefault(span.kind, []).append((span.opens, span.closes))
    rows: list[tuple[DayKind, DayKind, str]] = []
    for kind, hours in by_kind.items():
        words = hours_words(hours)
        if rows and rows[-1][2] == words and _follows(rows[-1][1], kind):
            rows[-1] = (rows[-1][0], kind, words)
        else:
            rows.append((kind, kind, words))
    return [(_days_words(first, last), words) for first, last, words in rows]


def _follows(kind: DayKind, other: DayKind) -> bool:
    if kind not in WEEKDAYS or other not in WEEKDAYS:
        return False
    return WEEKDAYS.index(other) == WEEKDAYS.index(kind) + 1


def _days_words(first: DayKind, last: DayKind) -> str:
    return DAY_WORDS[first] if first is last else f"{DAY_WORDS[first]}至{DAY_WORDS[last]}"


def hours_words(hours: Iterable[tuple[int, int]]) -> str:
    """Return hours as `09:00–12:00、13:00–17:00`, or 全天."""
    listed = list(hours)
    if listed == [(0, DAY_MINUTES)]:
        return "全天"
    return "、".join(f"{clock_words(opens)}–{clock_words(closes)}" for opens, closes in listed)


def clock_words(minute: int) -> str:
    """Return minutes after midnight as `09:05`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _kinds_of(part: str) -> tuple[list[DayKind], str]:
    days = re.match(
        r"(?:周|星期)([一二三四五六日])\s*(?:至|到|-|–|—)\s*(?:周|星期)?([一二三四五六日])", part
    )
    if days:
        first, last = ("一二三四五六日".index(day) for day in days.groups())
        return list(WEEKDAYS[first : last + 1]), part[days.end() :]
    for words, kind in sorted(READ_AS.items(), key=lambda pair: -len(pair[0])):
        if part.startswith(words):
            return [kind], part[len(words) :]
    return [DayKind.EVERYDAY], part


def _hours_of(text: str) -> list[tuple[int, int]]:
    bare = text.replace("：", ":").strip(" ，,:")
    if bare in {"全天", "24小时", "24小时开放"}:
        return [(0, DAY_MINUTES)]
    hours = []
    for piece in re.split(r"[、，,]", bare):
        found = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–—~至到]+\s*(\d{1,2}):(\d{2})\s*", piece)
        if not found:
            return []
        first, first_minute, last, last_minute = (int(number) for number in found.groups())
        opens, closes = first * 60 + first_minute, last * 60 + last_minute
        if not (first_minute < 60 and last_minute < 60 and opens < closes <= DAY_MINUTES):
            return []
        hours.append((opens, closes))
    return hours


def _merged(hours: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(hours):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def _at(base: datetime, ahead: int, minute: int) -> datetime:
    midnight = base.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=ahead, minutes=minute)


def _day_words(on: date, ahead: int) -> str:
    if ahead == 0:
        return "今天"
    if ahead == 1:
        return f"明天（{weekday_words(on)}）"
    return f"{on.month}月{on.day}日（{weekday_words(on)}）"
