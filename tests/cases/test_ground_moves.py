"""The ground moves under running cases: holidays change, the clock is set back, a date passes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from tests.cases.stage import CODE, FILLED, PDF, id_card, later
from zhujian.cases import actions, queries
from zhujian.cases.models import Case, Draft
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.calendar.actions import clear_day, set_day
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.journal.models import Line
from zhujian.kernel.numbers import parse
from zhujian.people.models import User
from zhujian.web.trackers import track

Browsers = Callable[[User], Client]
NOON = datetime(2026, 11, 24, 12, tzinfo=clock.CHINA)  # a Tuesday
BACK = [timedelta(hours=1), timedelta(days=1), timedelta(days=40)]
LAST = date(2026, 12, 1)  # five working days


@pytest.fixture
def accepted(item: Item, resident: User, handler: User, at_ten: object) -> Case:
    """Accepted on the day it came, to be decided in five working days."""
    case = actions.submit_case(by=resident, item_code=CODE, form=FILLED, materials=[id_card()])
    return actions.accept_case(by=handler, number=case.number)


# --- the holiday table ---------------------------------------------------------------------------


def test_a_new_holiday_moves_date_and_reason_on_every_page_and_back_again(
    accepted: Case, resident: User, handler: User, admin: User, client_of: Browsers
) -> None:
    number = accepted.number
    pages = [
        (client_of(resident), f"/me/cases/{number}/"),
        (client_of(handler), f"/desk/cases/{number}/"),
        (Client(), f"/track/{number}/"),
    ]
    assert accepted.due_on == LAST
    for browser, address in pages:
        assert "2026年12月1日" in browser.get(address).content.decode()
    version = queries.case_view(accepted, resident)["due_why"]

    set_day(by=admin, on=LAST, is_workday=False, name="地方节日")
    accepted.refresh_from_db()
    assert accepted.due_on == date(2026, 12, 2)
    why = queries.due_why(accepted)
    assert "地方节日" in why
    assert why != version
    for browser, address in pages:
        page = browser.get(address).content.decode()
        assert "2026年12月2日" in page
        assert "地方节日" in page
    found = track(number)
    assert (found.due_on, found.due_why) == (date(2026, 12, 2), why)
    moved = journal.lines_of(number, audiences=[journal.Audience.PARTIES])
    assert any("2026年12月1日改为2026年12月2日" in line.sentence for line in moved)
    page = client_of(resident).get(f"/me/cases/{number}/").content.decode()
    assert "放假安排有变" in page

    clear_day(by=admin, on=LAST)
    accepted.refresh_from_db()
    assert accepted.due_on == LAST
    assert "地方节日" not in queries.due_why(accepted)
    journal.seal()
    assert journal.verify().is_clean


def test_a_new_holiday_moves_every_running_date_and_none_that_is_over(
    accepted: Case, item: Item, resident: User, handler: User, approver: User, admin: User
) -> None:
    waiting, rested, decided, withdrawn = (
        actions.submit_case(by=resident, item_code=CODE, form=FILLED, materials=[id_card()])
        for _ in range(4)
    )
    for case in (rested, decided):
        actions.accept_case(by=handler, number=case.number)
    actions.suspend_case(by=handler, number=rested.number, procedure="hearing", days=2)
    actions.decide_case(by=approver, number=decided.number, outcome="granted")
    actions.withdraw_case(by=resident, number=withdrawn.number)
    before = {case.number: case.due_on for case in Case.objects.all()}
    set_day(by=admin, on=date(2026, 11, 27), is_workday=False, name="地方节日")
    after = {case.number: case.due_on for case in Case.objects.all()}
    assert after == {
        number: date_after(due_on) if due_on else None for number, due_on in before.items()
    }
    assert after[withdrawn.number] is None
    for case in (accepted, waiting, rested, decided):
        copy = Case.objects.get(pk=case.pk).due_on
        running = Deadline.objects.filter(subject=case.number, is_current=True, is_running=True)
        assert copy == min(running.values_list("due_on", flat=True))


def date_after(on: date) -> date:
    """The next working day, in weeks without other holidays."""
    return on + timedelta(days=3 if on.weekday() == 4 else 1)


# --- the clock set back --------------------------------------------------------------------------


@pytest.mark.parametrize("back", BACK)
def test_a_clock_set_back_between_two_moves_leaves_chain_numbers_and_terms_whole(
    item: Item,
    resident: User,
    handler: User,
    approver: User,
    clerk: User,
    client_of: Browsers,
    back: timedelta,
) -> None:
    with clock.moved_to(NOON):
        case = actions.submit_case(
            by=resident, item_code=CODE, form=FILLED, materials=[id_card()], pledges=[later()]
        )
    number = case.number
    with clock.moved_to(NOON - back):
        second = actions.submit_case(
            by=resident, item_code=CODE, form=FILLED, materials=[id_card()]
        )
        case = actions.accept_case(by=handler, number=number)
        assert case.accepted_on == case.received_on == date(2026, 11, 24)
        assert case.due_on == LAST
        statement = HandedFile("statement", "证明.pdf", PDF)
        actions.supply_case(by=resident, number=number, materials=[statement])
    with clock.moved_to(NOON):
        actions.suspend_case(by=handler, number=number, procedure="hearing", days=5)
    with clock.moved_to(NOON - back):
        resumed = client_of(handler).post(f"/desk/cases/{number}/resume/", {})
        if back < timedelta(days=1):
            assert resumed.status_code == 302
        else:  # nothing ends before it began: the handler reads so, and waits for the clock
            assert resumed.status_code == 422
            assert "恢复日期不能早于暂停开始日期" in resumed.content.decode()
            case.refresh_from_db()
            assert case.state == "suspended"
    with clock.moved_to(NOON):
        if back >= timedelta(days=1):
            actions.resume_case(by=handler, number=number)
        case.refresh_from_db()
        assert (case.state, case.due_on) == ("accepted", LAST)
    with clock.moved_to(NOON - back):
        assert client_of(resident).get(f"/me/cases/{number}/").status_code == 200
        actions.decide_case(by=approver, number=number, outcome="granted")
    with clock.moved_to(NOON):
        case = actions.deliver_case(by=clerk, number=number, how="counter")
    assert case.state == "delivered"
    assert parse(second.number) == second.number != number
    assert all(row.due_on >= row.start for row in Deadline.objects.all())
    verbs = ["submit", "accept", "supply", "suspend", "resume", "decide", "deliver"]
    lines = Line.objects.filter(subject=number, verb__in=[f"case.{verb}" for verb in verbs])
    assert [line.verb for line in lines.order_by("pk")] == [f"case.{verb}" for verb in verbs]
    assert [step.text for step in track(number).steps][-1] == "申请已提交"
    journal.seal()
    assert journal.verify().is_clean


@pytest.mark.parametrize("back", BACK)
def test_a_draft_is_kept_and_sent_though_the_clock_was_set_back(
    item: Item, resident: User, back: timedelta
) -> None:
    with clock.moved_to(NOON):
        draft = actions.begin_draft(by=resident, item_code=CODE, form=FILLED)
    with clock.moved_to(NOON - back):
        kept = actions.save_draft(by=resident, ref=draft.ref, form={"phone": "13900000008"})
        assert (kept.form["phone"], kept.updated_at) == ("13900000008", NOON)
        actions.attach_file(by=resident, ref=draft.ref, file=id_card())
        actions.save_pledges(by=resident, ref=draft.ref, pledges=[later()])
        case = actions.submit_draft(by=resident, ref=draft.ref)
    assert case.submitted_at == NOON - back
    assert Draft.objects.get().case == case


# --- an approval that comes too late -------------------------------------------------------------


def test_an_extension_after_the_date_by_page_is_answered_and_changes_nothing(
    accepted: Case, approver: User, client_of: Browsers
) -> None:
    here = f"/desk/cases/{accepted.number}/"
    asked = {"extend-days": "5", "extend-note": "需要核实缴费记录"}
    office = client_of(approver)
    deadlines, lines = list(Deadline.objects.values()), Line.objects.count()
    with clock.moved_to(NOON + timedelta(days=8)):
        assert 'id="move-extend"' not in office.get(here).content.decode()
        late = office.post(f"{here}extend/", asked)
    assert late.status_code == 409
    page = late.content.decode()
    assert "期限已于2026年12月1日届满，延期须在届满前办理" in page
    assert "需要核实缴费记录" in page  # what was typed is not lost
    accepted.refresh_from_db()
    assert (accepted.state, accepted.due_on, accepted.extended_n) == ("accepted", LAST, 0)
    assert list(Deadline.objects.values()) == deadlines
    assert not accepted.notices.filter(kind="extension").exists()
    assert not Line.objects.filter(verb="case.extend").exists()
    assert Line.objects.count() == lines
