"""The arithmetic of days: the vectors of DOMAIN, appendix A, and an oracle on random dates."""

import random
from datetime import date, timedelta

import chinese_calendar
import pytest

from zhujian.kernel.calendar.seed import shipped_calendar
from zhujian.kernel.deadlines.counts import counts_of
from zhujian.kernel.deadlines.rules import (
    Due,
    ExtensionGrant,
    PauseSpan,
    Unit,
    add_months,
    due,
)
from zhujian.kernel.refusals import Refused

CALENDAR = shipped_calendar()


def due_by(rule: str, start: date, of: str = "", **more: object) -> Due:
    """Return the due date of a shipped count."""
    chosen = next(one for one in counts_of(rule) if of in {"", one.of})
    return due(
        start=start,
        n=chosen.n,
        unit=chosen.unit,
        calendar=CALENDAR,
        title=chosen.title,
        legal=chosen.legal,
        event=chosen.event,
        rolls=chosen.rolls,
        **more,
    )


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2025-01-20", 7, "2025-02-05"),
        ("2025-01-20", 15, "2025-02-14"),
        ("2025-01-20", 20, "2025-02-21"),
        ("2025-01-20", 40, "2025-03-21"),
        ("2025-04-27", 5, "2025-05-07"),
        ("2025-04-27", 20, "2025-05-28"),
        ("2025-09-19", 7, "2025-09-29"),
        ("2025-09-19", 20, "2025-10-23"),
        ("2026-02-10", 3, "2026-02-13"),
        ("2026-02-10", 5, "2026-02-24"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2025-12-25", 5, "2026-01-04"),
        ("2025-12-25", 15, "2026-01-16"),
    ],
)
def test_working_days_of_the_appendix(start: str, n: int, expected: str) -> None:
    assert CALENDAR.add_workdays(date.fromisoformat(start), n) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("rule", "of", "start", "expected"),
    [
        ("FOI-02", "", "2025-01-21", "2025-02-06"),
        ("FOI-03", "", "2025-01-21", "2025-02-24"),
        ("FOI-03", "extended", "2025-01-21", "2025-03-24"),
        ("FOI-04", "", "2025-02-24", "2025-03-24"),
        ("FOI-03", "", "2025-02-14", "2025-03-14"),
        ("FOI-03", "", "2025-03-03", "2025-03-31"),
        ("FOI-05", "third-party", "2025-03-10", "2025-03-31"),
        ("FOI-05", "co-agency", "2025-03-10", "2025-03-31"),
        ("SVC-04", "", "2025-04-25", "2025-05-06"),
        ("SVC-04", "deemed", "2025-04-25", "2025-05-07"),
        ("SVC-05", "", "2025-04-25", "2025-05-27"),
        ("SVC-05", "extended", "2025-04-25", "2025-06-11"),
        ("PUB-01", "", "2025-12-12", "2026-01-12"),
        ("DOC-02", "", "2025-09-26", "2025-09-30"),
    ],
)
def test_legal_periods_of_the_appendix(rule: str, of: str, start: str, expected: str) -> None:
    assert due_by(rule, date.fromisoformat(start), of).on == date.fromisoformat(expected)


def test_asking_a_third_party_stops_the_clock_for_nine_working_days() -> None:
    asked = PauseSpan(date(2025, 3, 10), date(2025, 3, 21), reason="征求第三方意见")

    found = due_by("FOI-03", date(2025, 3, 3), pauses=[asked])

    assert found.on == date(2025, 4, 14)
    assert "3月10日至3月21日暂停（征求第三方意见），9个工作日不计" in found.why
    assert not found.is_projected


def test_an_extension_of_ten_days_after_acceptance_gives_the_extended_date() -> None:
    found = due_by("SVC-05", date(2025, 4, 25), extensions=[ExtensionGrant(10, "情况复杂")])

    assert found.on == due_by("SVC-05", date(2025, 4, 25), "extended").on == date(2025, 6, 11)
    assert "延长10个工作日（情况复杂）" in found.why


def test_working_days_agree_with_the_oracle_on_thousands_of_random_dates() -> None:
    chance = random.Random(510683)
    first, days = date(2004, 1, 1), (date(2026, 12, 31) - date(2004, 1, 1)).days
    for _ in range(6000):
        on = first + timedelta(days=chance.randrange(days + 1))
        assert CALENDAR.is_workday(on) == chinese_calendar.is_workday(on), on


def test_counting_agrees_with_the_oracle_from_thousands_of_random_starts() -> None:
    chance = random.Random(2026)
    first, days = date(2004, 1, 1), (date(2026, 9, 1) - date(2004, 1, 1)).days
    for _ in range(2000):
        start = first + timedelta(days=chance.randrange(days))
        n = chance.randrange(1, 61)
        end = CALENDAR.add_workdays(start, n)
        between = chinese_calendar.get_workdays(start + timedelta(days=1), end)
        assert len(between) == n, (start, n)
        assert between[-1] == end
        assert CALENDAR.workdays_between(start, end) == n


def test_a_pause_ended_on_the_day_it_began_adds_nothing() -> None:
    same_day = PauseSpan(date(2025, 3, 10), date(2025, 3, 10))

    assert due_by("FOI-03", date(2025, 3, 3), pauses=[same_day]).on == date(2025, 3, 31)


def test_overlapping_pauses_count_once() -> None:
    pauses = [
        PauseSpan(date(2025, 3, 10), date(2025, 3, 21)),
        PauseSpan(date(2025, 3, 14), date(2025, 3, 18)),
    ]

    assert due_by("FOI-03", date(2025, 3, 3), pauses=pauses).on == date(2025, 4, 14)


def test_a_pause_that_began_after_the_due_date_moves_nothing() -> None:
    late = PauseSpan(date(2025, 4, 1), date(2025, 4, 30))

    assert due_by("FOI-03", date(2025, 3, 3), pauses=[late]).on == date(2025, 3, 31)


def test_an_open_pause_gives_a_projected_date_and_says_so() -> None:
    open_until = PauseSpan(date(2025, 3, 10), None, date(2025, 3, 21), "听证")

    found = due_by("FOI-03", date(2025, 3, 3), pauses=[open_until])

    assert found.on == date(2025, 4, 14)
    assert found.is_projected
    assert "预计" in found.why


def test_the_reasons_name_rule_start_holidays_exchanged_days_and_version() -> None:
    why = due_by("SVC-04", date(2025, 4, 25)).why

    assert "自2025年4月25日收件之次日起5个工作日" in why
    assert "4月27日（周日）调休上班计入" in why
    assert "5月1日至5日劳动节放假不计" in why
    assert "第5个工作日为5月6日（周二）" in why
    assert "依据：行政许可法第三十二条。" in why
    assert f"日历版本 {CALENDAR.version}" in why
    assert "尚未公布" not in why


def test_a_date_in_a_year_without_notice_is_provisional_and_says_so() -> None:
    found = due_by("FOI-03", date(2026, 12, 20))

    assert found.is_provisional
    assert "2027年放假安排尚未公布" in found.why
    assert found.on == date(2027, 1, 18)  # New Year's Day is off, nothing else is known


def test_a_period_in_days_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    found = due_by("PUB-04", date(2025, 12, 12))

    assert found.on == date(2026, 1, 4)  # New Year's holiday 1–3 January; Sunday the 4th is worked
    assert "顺延" in found.why


def test_an_inspection_threshold_in_days_does_not_move_for_a_holiday() -> None:
    assert due_by("WEB-01", date(2025, 9, 20)).on == date(2025, 10, 4)


def test_months_clamp_to_the_end_of_a_shorter_month() -> None:
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2025, 12, 31), 6) == date(2026, 6, 30)
    assert due_by("WEB-04", date(2025, 11, 30), "veto").on == date(2026, 2, 28)
    assert due_by("GUI-01", date(2024, 2, 29)).on == date(2025, 2, 28)


def test_done_on_the_spot_is_due_the_same_day() -> None:
    found = due(start=date(2026, 2, 15), n=0, unit=Unit.WORKDAY, calendar=CALENDAR)

    assert found.on == date(2026, 2, 15)
    assert "当日办结" in found.why


@pytest.mark.parametrize("outside", [date(2003, 12, 31), date(2029, 1, 1)])
def test_a_date_outside_the_table_is_refused_with_its_bounds(outside: date) -> None:
    with pytest.raises(Refused) as caught:
        CALENDAR.is_workday(outside)

    assert caught.value.code == "calendar_range"
    assert caught.value.status == 422
    assert "2004年1月1日至2028年12月31日" in caught.value.text


@pytest.mark.parametrize("unit", list(Unit))
def test_a_period_that_runs_out_of_the_table_is_refused(unit: Unit) -> None:
    with pytest.raises(Refused, match="不在节假日表的范围内"):
        due(start=date(2028, 12, 20), n=30, unit=unit, calendar=CALENDAR)
