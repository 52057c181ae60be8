"""SVC-04: who hears nothing by the sixth working day is accepted as of the day of receipt."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cases.stage import FILLED, id_card
from zhujian.cases import actions, jobs, queries
from zhujian.cases.models import Case, Exemption
from zhujian.cases.rules import is_answer_late
from zhujian.catalogue.models import Item
from zhujian.catalogue.states import APPLIED_KINDS
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import OPERATOR, TIMER
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.postroom.models import Letter

Browsers = Callable[[User], Client]
SEVENTH_OF_MAY = (2025, 5, 7)


def china(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, 0, tzinfo=clock.CHINA).astimezone(UTC)


def submit(item: Item, resident: User) -> Case:
    return actions.submit_case(
        by=resident,
        item_code=item.code,
        form=FILLED,
        materials=[id_card()],
    )


@pytest.fixture
def april_case(item: Item, resident: User) -> Case:
    """Handed in on Friday 25 April 2025 (DOMAIN, appendix A)."""
    with clock.moved_to(china(2025, 4, 25)):
        return submit(item, resident)


def test_the_answer_is_late_after_its_last_day() -> None:
    """SVC-04: on the last day it is still in time."""
    due = date(2025, 5, 6)
    assert not is_answer_late(due_on=due, today=due)
    assert is_answer_late(due_on=due, today=date(2025, 5, 7))
    assert not is_answer_late(due_on=None, today=due)


@pytest.mark.parametrize("at", [china(2025, 5, 6, 23), china(2025, 4, 25), china(2025, 4, 1)])
def test_nothing_happens_before_the_sixth_working_day(april_case: Case, at: datetime) -> None:
    with clock.moved_to(at):
        assert jobs.accept_silent() == 0
    april_case.refresh_from_db()
    assert april_case.state == "submitted"


@pytest.mark.parametrize("day", [SEVENTH_OF_MAY, (2025, 5, 14), (2025, 6, 30)])
def test_silence_accepts_as_of_the_day_of_receipt_also_after_a_week_without_worker(
    april_case: Case, resident: User, day: tuple[int, int, int]
) -> None:
    with clock.moved_to(china(*day, 0)):
        assert jobs.accept_silent() == 1
        assert jobs.accept_silent() == 0  # again: nothing more
    april_case.refresh_from_db()
    assert (april_case.state, april_case.accepted_on) == ("accepted", date(2025, 4, 25))
    assert april_case.due_on == date(2025, 5, 6)  # five promised days from 25 April
    assert queries.statutory_date(april_case) == date(2025, 5, 27)
    (line,) = [
        line
        for line in journal.lines_of(april_case.number, audiences=[journal.Audience.PUBLIC])
        if line.verb == "case.deem-accepted"
    ]
    assert (line.actor_ref, line.data["received_on"]) == ("system:timer", "2025-04-25")
    assert Letter.objects.filter(template="case-deemed-accepted").count() == 1
    assert "2025年5月27日" in queries.case_view(april_case, resident)["due_why"]
    journal.seal()
    assert journal.verify().is_clean


def test_on_a_day_off_the_timer_waits_for_the_sixth_working_day(item: Item, resident: User) -> None:
    with clock.moved_to(china(2026, 11, 20)):  # a Friday: the fifth working day is the next one
        case = submit(item, resident)
    assert case.due_on == date(2026, 11, 27)
    with clock.moved_to(china(2026, 11, 28)):
        assert jobs.accept_silent() == 0
    with clock.moved_to(china(2026, 11, 30, 0)):
        assert jobs.accept_silent() == 1


def test_a_correction_starts_the_silence_anew(
    april_case: Case, handler: User, resident: User
) -> None:
    with clock.moved_to(china(2025, 4, 28)):
        actions.request_correction_of_case(
            by=handler, number=april_case.number, missing=["照片"], by_on=date(2025, 5, 20)
        )
    with clock.moved_to(china(2025, 6, 3)):
        assert jobs.accept_silent() == 0  # the applicant is silent, not the office
        actions.submit_correction_of_case(by=resident, number=april_case.number, note="已补")
        assert jobs.accept_silent() == 0
    with clock.moved_to(china(2025, 6, 11)):
        assert jobs.accept_silent() == 1
    april_case.refresh_from_db()
    assert april_case.accepted_on == date(2025, 6, 3)


def test_too_late_to_ask_or_to_refuse_and_accepting_counts_from_the_day_of_receipt(
    april_case: Case, handler: User
) -> None:
    with clock.moved_to(china(*SEVENTH_OF_MAY)):
        assert queries.moves_open_to(handler, april_case) == ["accept"]
        lines = Line.objects.count()
        with pytest.raises(Refused) as asked:
            actions.request_correction_of_case(
                by=handler, number=april_case.number, missing=["照片"], by_on=date(2025, 5, 20)
            )
        with pytest.raises(Refused) as refused:
            actions.refuse_case(by=handler, number=april_case.number, note="不符合条件")
        for one in (asked.value, refused.value):
            assert (one.status, one.code) == (409, "answer_late")
            assert "2025年4月25日" in one.text
        assert Line.objects.count() == lines
        accepted = actions.accept_case(by=handler, number=april_case.number)
    assert accepted.accepted_on == date(2025, 4, 25)


def test_only_the_timer_lets_silence_count(april_case: Case, handler: User) -> None:
    with clock.moved_to(china(*SEVENTH_OF_MAY)):
        for by in (handler, OPERATOR):
            with pytest.raises(Refused) as refused:
                actions.deem_case_accepted(by=by, number=april_case.number)
            assert refused.value.status == 403
        assert actions.deem_case_accepted(by=TIMER, number="BJ20250425-000000-0") is False


@pytest.mark.parametrize("way", ["accept", "refuse", "withdraw"])
def test_an_answered_case_is_left_alone(
    april_case: Case, handler: User, resident: User, way: str
) -> None:
    with clock.moved_to(china(2025, 4, 28)):
        if way == "accept":
            actions.accept_case(by=handler, number=april_case.number)
        elif way == "refuse":
            actions.refuse_case(by=handler, number=april_case.number, note="不属于本机关职权")
        else:
            actions.withdraw_case(by=resident, number=april_case.number)
    before = list(Case.objects.values()), list(Deadline.objects.values())
    with clock.moved_to(china(2025, 7, 1)):
        assert jobs.accept_silent() == 0
        assert actions.deem_case_accepted(by=TIMER, number=april_case.number) is False
    assert before == (list(Case.objects.values()), list(Deadline.objects.values()))


def test_one_case_that_fails_does_not_keep_the_others_waiting(
    item: Item, resident: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.moved_to(china(2025, 4, 25)):
        broken, sound = submit(item, resident), submit(item, resident)
    real = actions.deem_case_accepted

    def failing(*, by: object, number: str) -> bool:
        if number == broken.number:
            msg = "disk full"
            raise OSError(msg)
        return real(by=by, number=number)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "deem_case_accepted", failing)
    with clock.moved_to(china(*SEVENTH_OF_MAY)):
        assert jobs.accept_silent() == 1
    sound.refresh_from_db()
    assert sound.state == "accepted"
    assert broken.number in caplog.text


def test_a_type_may_be_left_out(april_case: Case, admin: User, handler: User) -> None:
    assert queries.bound_kinds("SVC-04") == sorted(APPLIED_KINDS)  # on for all by default
    rest = sorted(APPLIED_KINDS - {april_case.item_kind})
    actions.set_law(by=admin, rule="SVC-04", kinds=rest)
    with clock.moved_to(china(*SEVENTH_OF_MAY)):
        assert jobs.accept_silent() == 0
        assert "即为受理" not in queries.due_why(april_case)
        assert "refuse" in queries.moves_open_to(handler, april_case)
        accepted = actions.accept_case(by=handler, number=april_case.number)
    assert accepted.accepted_on == date(2025, 5, 7)


def test_who_may_not_set_the_law_changes_nothing(handler: User, admin: User) -> None:
    for by, rule, kinds, status in (
        (handler, "SVC-04", ["20"], 403),
        (admin, "SVC-99", ["20"], 422),
        (admin, "SVC-04", ["02"], 422),
    ):
        with pytest.raises(Refused) as refused:
            actions.set_law(by=by, rule=rule, kinds=kinds)
        assert refused.value.status == status
    assert not Exemption.objects.exists()
    assert not Line.objects.filter(verb="case.set-law").exists()


def test_the_administrator_sets_it_by_page(admin: User, handler: User, client_of: Browsers) -> None:
    browser = client_of(admin)
    assert "/desk/reference/law/" in browser.get("/desk/reference/").content.decode()
    page = browser.get("/desk/reference/law/").content.decode()
    assert page.count("checked") >= len(APPLIED_KINDS)
    everything = sorted(APPLIED_KINDS)
    chosen = {"SVC-04": ["01", "20"], "SVC-05": everything, "SVC-06": everything}
    assert browser.post("/desk/reference/law/", chosen).status_code == 302
    assert queries.bound_kinds("SVC-04") == ["01", "20"]
    assert browser.post("/desk/reference/law/", chosen).status_code == 302
    assert Line.objects.filter(verb="case.set-law").count() == 1
    assert browser.post("/desk/reference/law/", {"SVC-04": ["99"]}).status_code == 422
    assert client_of(handler).get("/desk/reference/law/").status_code == 403
