"""The holiday table: loaded, edited, confirmed; running deadlines move with it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR, SystemActor
from zhujian.kernel.calendar.actions import clear_day, confirm_year, set_day
from zhujian.kernel.calendar.models import CalendarDay, CalendarVersion, CalendarYear
from zhujian.kernel.calendar.queries import (
    add_workdays,
    calendar_of,
    current_calendar,
    days_of_year,
    is_workday,
    versions,
    workdays_between,
    years,
)
from zhujian.kernel.calendar.seed import shipped_calendar
from zhujian.kernel.calendar.steps import load_calendar
from zhujian.kernel.deadlines import holders
from zhujian.kernel.deadlines.queries import current_due, revisions_of
from zhujian.kernel.deadlines.steps import close_deadline, open_deadline, register_holder
from zhujian.kernel.journal import Audience, Line, lines_of
from zhujian.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
SUBJECT = "QQ20270201-7K3M9Q-G"


@pytest.fixture
def copies() -> Iterator[dict[str, date]]:
    """What a holder was told."""
    kept: dict[str, date] = {}
    register_holder("QQ", kept.__setitem__)
    yield kept
    holders._holders.pop("QQ")


def test_the_shipped_table_answers_before_any_is_loaded() -> None:
    assert current_calendar() is shipped_calendar()


def test_loading_gives_the_same_calendar_as_rows() -> None:
    load_calendar()

    loaded, shipped = current_calendar(), shipped_calendar()
    assert (loaded.version, loaded.first, loaded.last) == ("2026-1", shipped.first, shipped.last)
    assert dict(loaded.days) == dict(shipped.days)
    assert loaded.provisional_years == {2027, 2028}


def test_loading_again_changes_nothing() -> None:
    load_calendar()
    before = CalendarDay.objects.count(), CalendarVersion.objects.count()
    load_calendar()

    assert (CalendarDay.objects.count(), CalendarVersion.objects.count()) == before


def test_a_later_year_adds_the_years_up_to_two_ahead_as_provisional() -> None:
    load_calendar()
    with clock.moved_to(datetime(2027, 3, 1, tzinfo=UTC)):
        load_calendar()

    assert current_calendar().version == "2026-2"
    assert current_calendar().last == date(2029, 12, 31)
    assert 2029 in current_calendar().provisional_years
    assert [version.label for version in versions()] == ["2026-2", "2026-1"]


def test_setting_a_day_makes_a_version_and_leaves_the_old_one_readable() -> None:
    set_day(by=OPERATOR, on=date(2027, 2, 20), is_workday=True, name="春节调休上班")

    assert current_calendar().version == "2026-2"
    assert is_workday(date(2027, 2, 20))
    assert not calendar_of("2026-1").is_workday(date(2027, 2, 20))
    assert [line.verb for line in Line.objects.all()] == ["calendar.set-day"]
    assert add_workdays(date(2027, 2, 19), 1) == date(2027, 2, 20)
    assert workdays_between(date(2027, 2, 19), date(2027, 2, 21)) == 1


def test_a_run_of_days_is_one_version_and_one_line() -> None:
    days = {"by": OPERATOR, "is_workday": False, "name": "国庆节", "note": "国办发明电〔2026〕号"}
    set_day(on=date(2027, 10, 1), until=date(2027, 10, 7), **days)
    set_day(on=date(2027, 10, 1), until=date(2027, 10, 7), **days)

    assert current_calendar().version == "2026-2"
    assert [is_workday(date(2027, 10, day)) for day in range(1, 9)] == [False] * 7 + [True]
    assert Line.objects.count() == 1


@pytest.mark.parametrize("until", [date(2027, 9, 30), date(2027, 11, 2)])
def test_a_run_that_goes_backward_or_too_far_is_refused(until: date) -> None:
    with pytest.raises(Refused) as caught:
        set_day(by=OPERATOR, on=date(2027, 10, 1), until=until, is_workday=False, name="国庆节")

    assert caught.value.fields[0].field == "until"
    assert not CalendarDay.objects.exists()


def test_setting_the_same_again_makes_no_version() -> None:
    for _ in range(2):
        set_day(by=OPERATOR, on=date(2027, 2, 20), is_workday=True, name="春节调休上班")

    assert CalendarVersion.objects.count() == 2
    assert Line.objects.count() == 1


def test_running_deadlines_move_with_the_table_and_the_change_is_journalled(
    copies: dict[str, date],
) -> None:
    open_deadline(subject=SUBJECT, rule="SVC-05", start=date(2027, 2, 1))
    closed = SUBJECT.replace("7K", "8K")
    open_deadline(subject=closed, rule="SVC-05", start=date(2027, 2, 1))
    close_deadline(subject=closed, rule="SVC-05")
    before = current_due(SUBJECT)
    set_day(by=OPERATOR, on=date(2027, 2, 20), is_workday=True, name="春节调休上班")
    after = current_due(SUBJECT)

    assert before.is_provisional
    assert after.on < before.on
    assert "2月20日（周六）调休上班计入" in after.why
    assert after.calendar == "2026-2"
    assert copies[SUBJECT] == after.on
    (line,) = lines_of(SUBJECT, audiences=[Audience.PARTIES])
    assert line.sentence == "放假安排有变，法定办结期限由2027年3月5日改为2027年3月4日"
    assert [row.cause for row in revisions_of(SUBJECT)] == ["opened", "calendar"]
    assert [row.cause for row in revisions_of(closed)] == ["opened", "closed"]


def test_a_day_outside_the_period_touches_no_deadline() -> None:
    open_deadline(subject=SUBJECT, rule="SVC-04", start=date(2027, 2, 1))
    set_day(by=OPERATOR, on=date(2027, 6, 12), is_workday=True, name="端午节调休上班")

    assert [row.cause for row in revisions_of(SUBJECT)] == ["opened"]


def test_clearing_a_day_gives_it_back_to_its_weekday() -> None:
    clear_day(by=OPERATOR, on=date(2027, 6, 9))

    assert is_workday(date(2027, 6, 9))
    assert not days_of_year(2027).filter(on=date(2027, 6, 9)).exists()
    with pytest.raises(Refused) as caught:
        clear_day(by=OPERATOR, on=date(2027, 6, 9))
    assert caught.value.code == "day_not_named"


def test_confirming_a_year_makes_its_dates_certain() -> None:
    open_deadline(subject=SUBJECT, rule="SVC-05", start=date(2027, 3, 1))
    confirm_year(by=OPERATOR, year=2027)

    assert current_calendar().version == "2027-2"
    assert not current_due(SUBJECT).is_provisional
    assert "尚未公布" not in current_due(SUBJECT).why
    assert [year.is_provisional for year in years()][:2] == [True, False]
    assert not Line.objects.filter(verb="deadline.recompute").exists()


def test_a_year_cannot_be_confirmed_twice_or_outside_the_table() -> None:
    confirm_year(by=OPERATOR, year=2027)
    with pytest.raises(Refused) as caught:
        confirm_year(by=OPERATOR, year=2027)
    assert caught.value.status == 409
    with pytest.raises(Refused) as caught:
        confirm_year(by=OPERATOR, year=2050)
    assert caught.value.code == "calendar_range"


@pytest.mark.parametrize(
    ("on", "name", "note", "field"),
    [
        (date(2027, 2, 20), "  ", "", "name"),
        (date(2027, 2, 20), "长" * 61, "", "name"),
        (date(2027, 2, 20), "春节", "注" * 201, "note"),
        (date(2035, 2, 20), "春节", "", "start"),
    ],
)
def test_a_bad_day_is_refused_by_field_and_nothing_is_left(
    on: date, name: str, note: str, field: str
) -> None:
    with pytest.raises(Refused) as caught:
        set_day(by=OPERATOR, on=on, is_workday=True, name=name, note=note)

    assert caught.value.fields[0].field == field
    assert not CalendarDay.objects.exists()
    assert not Line.objects.exists()


def test_somebody_without_the_duty_cannot_change_the_table() -> None:
    stranger = SystemActor("user:stranger")
    for change in (
        lambda: set_day(by=stranger, on=date(2027, 2, 20), is_workday=True, name="春节"),
        lambda: clear_day(by=stranger, on=date(2027, 2, 8)),
        lambda: confirm_year(by=stranger, year=2027),
    ):
        with pytest.raises(Refused) as caught:
            change()
        assert caught.value.status == 403
    assert not CalendarYear.objects.exists()


def test_an_unknown_version_is_not_found() -> None:
    with pytest.raises(Refused) as caught:
        calendar_of("1999-9")
    assert caught.value.status == 404
