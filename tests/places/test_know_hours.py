"""Opening hours: read from text, by the working calendar, said in words."""

from datetime import date, datetime

import pytest

from zhujian.kernel.calendar.seed import shipped_calendar
from zhujian.kernel.clock import CHINA
from zhujian.places.rules import (
    DayKind,
    Span,
    SpecialDay,
    UnreadableHoursError,
    distance_km,
    hours_on,
    hours_rows,
    hours_text,
    open_state,
    parse_hours,
)

CALENDAR = shipped_calendar()
OFFICE = parse_hours("工作日 9:00-12:00、13:00-17:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def state(text: str, spans: tuple[Span, ...] = OFFICE, *special: SpecialDay) -> tuple[bool, str]:
    found = open_state(at(text), spans, special, CALENDAR)
    return found.is_open, found.words


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("工作日 9:00-12:00、13:00-17:00", [("工作日", "09:00–12:00、13:00–17:00")]),
        ("工作日：09：00至17：00；节假日 10:00-15:00",
         [("工作日", "09:00–17:00"), ("节假日、休息日", "10:00–15:00")]),
        ("24小时", [("每天", "全天")]),
        ("周六 9:00—12:00", [("周六", "09:00–12:00")]),
        ("周五至周日 8:30-17:30", [("周五至周日", "08:30–17:30")]),
        ("周一 8:30-17:30；周二 8:30-17:30；周三 9:00-17:30；周五 9:00-17:30",
         [("周一至周二", "08:30–17:30"), ("周三", "09:00–17:30"), ("周五", "09:00–17:30")]),
        ("8:00-17:30", [("每天", "08:00–17:30")]),
        ("每天 00:00-24:00", [("每天", "全天")]),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, rows: list[tuple[str, str]]) -> None:
    assert hours_rows(parse_hours(text)) == rows


@pytest.mark.parametrize(
    "text", ["", "上班时间", "9:00", "工作日 12:00-9:00", "工作日 9:61-12:00", "周一 8:00-25:00"]
)
def test_hours_that_say_nothing_are_not_read(text: str) -> None:
    with pytest.raises(UnreadableHoursError):
        parse_hours(text)


def test_hours_written_out_read_the_same_again() -> None:
    spans = parse_hours("工作日 9:00-12:00、13:00-17:00；周五至周日 9:00-12:00")

    assert parse_hours(hours_text(spans)) == spans


def test_open_closed_at_noon_and_before_opening() -> None:
    assert state("2025-04-28 09:00") == (True, "正在开放，12:00关门")
    assert state("2025-04-28 12:00") == (False, "现在休息，今天13:00开门")
    assert state("2025-04-28 08:59") == (False, "现在休息，今天09:00开门")
    assert state("2025-04-28 16:59") == (True, "正在开放，17:00关门")
    assert state("2025-04-28 17:00") == (False, "现在休息，明天（周二）09:00开门")


def test_a_sunday_that_is_worked_is_open_and_a_holiday_is_not() -> None:
    assert state("2025-04-27 10:00") == (True, "正在开放，12:00关门")
    assert state("2025-05-01 10:00") == (False, "现在休息，5月6日（周二）09:00开门")


def test_the_hours_of_a_weekday_do_not_hold_on_a_public_holiday() -> None:
    saturdays = parse_hours("周六 9:00-12:00")

    assert hours_on(date(2025, 4, 26), saturdays, (), CALENDAR) == [(540, 720)]
    assert hours_on(date(2025, 5, 3), saturdays, (), CALENDAR) == []  # inside the May holiday


def test_a_special_day_replaces_the_rule() -> None:
    closed = SpecialDay(date(2025, 4, 28), (), "设备检修")
    short = SpecialDay(date(2025, 4, 29), ((600, 660),))

    assert state("2025-04-28 10:00", OFFICE, closed, short) == (
        False,
        "现在休息，明天（周二）10:00开门",
    )
    assert hours_on(date(2025, 4, 29), OFFICE, [closed, short], CALENDAR) == [(600, 660)]


def test_around_the_clock_never_closes() -> None:
    assert state("2025-05-01 03:00", parse_hours("24小时")) == (True, "正在开放，全天")


def test_hours_that_touch_are_one() -> None:
    spans = (Span(DayKind.WORKDAY, 540, 720), Span(DayKind.MONDAY, 720, 780))

    assert hours_on(date(2025, 4, 28), spans, (), CALENDAR) == [(540, 780)]


def test_without_hours_people_are_told_to_call() -> None:
    assert state("2025-04-28 10:00", ()) == (False, "没有登记开放时间，请先电话咨询")


def test_a_place_that_never_opens_says_so() -> None:
    never = (SpecialDay(date(2025, 4, 28), (), "停用"),)

    assert state("2025-04-28 10:00", (), *never) == (False, "暂不开放")


def test_distance_is_that_of_the_great_circle() -> None:
    assert distance_km(104.2, 31.3, 104.2, 31.3) == 0
    assert distance_km(104.0, 31.0, 104.0, 32.0) == pytest.approx(111.2, abs=0.1)
    assert distance_km(104.163, 31.452, 104.196, 31.232) == pytest.approx(24.66, abs=0.05)
