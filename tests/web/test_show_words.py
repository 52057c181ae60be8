"""Dates, numbers and durations are written as people here read them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from zhujian.web import words


def test_a_date_names_its_weekday() -> None:
    assert words.date_cn(date(2026, 11, 24)) == "2026年11月24日 (周二)"
    assert words.date_cn("2026-11-29") == "2026年11月29日 (周日)"


def test_an_instant_is_shown_by_the_clock_of_china() -> None:
    late = datetime(2026, 11, 24, 17, 5, 59, tzinfo=UTC)
    assert words.datetime_cn(late) == "2026年11月25日 (周三) 01:05"
    assert words.date_cn(late) == "2026年11月25日 (周三)"
    assert words.pub_date(late) == "2026-11-25 01:05"


def test_a_machine_reads_an_instant_without_fractions() -> None:
    late = datetime(2026, 11, 24, 1, 5, 59, 123456, tzinfo=UTC)
    assert words.iso(late) == "2026-11-24T09:05:59+08:00"
    assert words.iso(date(2026, 11, 24)) == "2026-11-24"


def test_a_naive_instant_is_taken_as_chinas() -> None:
    assert words.datetime_cn("2026-11-24T09:30:00") == "2026年11月24日 (周二) 09:30"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (999, "999"), (30000, "30\u202f000"), (1234567.5, "1\u202f234\u202f567.5")],
)
def test_a_number_has_narrow_spaces_between_thousands(value: float, shown: str) -> None:
    assert words.number_cn(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(1, "100%"), (0.986, "98.6%"), (0.5, "50%"), (0, "0%")]
)
def test_a_share_has_no_needless_zeros(value: float, shown: str) -> None:
    assert words.percent_cn(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"n": 0, "unit": "workday"}, "当场办结"),
        ({"n": 3, "unit": "workday"}, "3 个工作日"),
        ({"n": 30, "unit": "day"}, "30 天"),
        (SimpleNamespace(n=2, unit="month"), "2 个月"),
        (timedelta(days=2, hours=3, minutes=9), "2 天 3 小时"),
        (timedelta(minutes=40), "40 分钟"),
        (timedelta(seconds=20), "不到 1 分钟"),
        (None, "未公布"),
    ],
)
def test_a_duration_is_told_in_words(value: object, shown: str) -> None:
    assert words.duration(value) == shown
