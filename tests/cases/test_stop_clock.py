"""SVC-05, SVC-06: the clock stands still, runs again by itself, gets more days in time."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cases.stage import FILLED, id_card, publish
from zhujian.cases import actions, jobs, queries
from zhujian.cases.models import Case
from zhujian.cases.rules import extension_left, resumed_on
from zhujian.catalogue.states import APPLIED_KINDS
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.postroom.models import Letter

Browsers = Callable[[User], Client]


def china(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, 0, tzinfo=clock.CHINA).astimezone(UTC)


def accepted(
    organisation: Organisation,
    resident: User,
    handler: User,
    promised: tuple[int, str],
    statutory: tuple[int, str] = (20, "workday"),
) -> Case:
    """Accepted on Friday 25 April 2025 (DOMAIN, appendix A)."""
    item = publish(organisation, promised=promised, statutory=statutory)
    with clock.moved_to(china(2025, 4, 25)):
        case = actions.submit_case(
            by=resident,
            item_code=item.code,
            form=FILLED,
            materials=[id_card()],
        )
        return actions.accept_case(by=handler, number=case.number)


@pytest.fixture
def statutory_case(human_resources: Organisation, resident: User, handler: User) -> Case:
    """The promised term is the statutory one: twenty working days."""
    return accepted(human_resources, resident, handler, (20, "workday"))


@pytest.fixture
def promised_case(human_resources: Organisation, resident: User, handler: User) -> Case:
    """Five working days are promised, the law gives twenty."""
    return accepted(human_resources, resident, handler, (5, "workday"))


def test_the_days_of_the_law_are_granted_once() -> None:
    """SVC-05: ten days in all."""
    assert extension_left(lawful=10, granted=0) == 10
    assert extension_left(lawful=10, granted=10) == 0
    assert extension_left(lawful=10, granted=12) == 0


def test_the_clock_stands_still_no_longer_than_was_told() -> None:
    """SVC-06: resumed in time on that day, later as of the day that was told."""
    until = date(2025, 5, 13)
    assert resumed_on(today=date(2025, 5, 9), until=until, is_bound=True) == date(2025, 5, 9)
    assert resumed_on(today=date(2025, 5, 30), until=until, is_bound=True) == until
    assert resumed_on(today=date(2025, 5, 30), until=until, is_bound=False) == date(2025, 5, 30)


def test_an_extension_moves_the_date_as_the_law_counts(
    statutory_case: Case, approver: User, resident: User
) -> None:
    assert statutory_case.due_on == date(2025, 5, 27)
    with clock.moved_to(china(2025, 5, 27)):
        extended = actions.extend_case(
            by=approver, number=statutory_case.number, days=10, note="需要核实缴费记录。"
        )
    assert (extended.state, extended.due_on) == ("accepted", date(2025, 6, 11))
    view = queries.case_view(extended, resident)
    assert "延长10个工作日" in view["due_why"]
    assert view["steps"][0]["note"] == "需要核实缴费记录。"
    assert Letter.objects.filter(template="case-extended").count() == 1
    public = journal.lines_of(extended.number, audiences=[journal.Audience.PUBLIC])[-1]
    assert public.data["days"] == 10
    assert "核实" not in public.sentence


def test_an_extension_after_the_date_is_refused_and_not_offered(
    statutory_case: Case, approver: User
) -> None:
    before = list(Deadline.objects.values())
    with clock.moved_to(china(2025, 5, 28)):
        assert "extend" not in queries.moves_open_to(approver, statutory_case)
        with pytest.raises(Refused) as refused:
            actions.extend_case(
                by=approver, number=statutory_case.number, days=5, note="需要核实。"
            )
    assert (refused.value.status, refused.value.code) == (409, "extension_late")
    assert list(Deadline.objects.values()) == before


def test_the_days_of_the_law_are_used_up(statutory_case: Case, approver: User) -> None:
    with clock.moved_to(china(2025, 5, 8)):
        actions.extend_case(by=approver, number=statutory_case.number, days=6, note="核实。")
        with pytest.raises(Refused) as refused:
            actions.extend_case(by=approver, number=statutory_case.number, days=5, note="核实。")
        assert (refused.value.status, refused.value.code) == (422, "days_range")
        case = actions.extend_case(by=approver, number=statutory_case.number, days=4, note="核实。")
        assert case.due_on == date(2025, 6, 11)
        assert "extend" not in queries.moves_open_to(approver, case)
        with pytest.raises(Refused) as used:
            actions.extend_case(by=approver, number=case.number, days=1, note="核实。")
    assert (used.value.status, used.value.code) == (409, "extension_used")


def test_a_type_left_out_may_be_given_more_days(
    statutory_case: Case, approver: User, admin: User
) -> None:
    actions.set_law(
        by=admin, rule="SVC-05", kinds=sorted(APPLIED_KINDS - {statutory_case.item_kind})
    )
    with clock.moved_to(china(2025, 5, 8)):
        case = actions.extend_case(
            by=approver, number=statutory_case.number, days=20, note="核实。"
        )
    assert case.extended_n == 20


def test_a_term_of_months_is_not_lengthened_by_days(
    human_resources: Organisation, resident: User, handler: User, approver: User
) -> None:
    case = accepted(human_resources, resident, handler, (2, "month"), (2, "month"))
    with clock.moved_to(china(2025, 5, 8)), pytest.raises(Refused) as refused:
        actions.extend_case(by=approver, number=case.number, days=5, note="核实。")
    assert (refused.value.status, refused.value.code) == (409, "extension_unit")


def test_a_suspension_is_told_in_writing_and_moves_both_dates(
    promised_case: Case, handler: User, resident: User, client_of: Browsers
) -> None:
    assert promised_case.due_on == date(2025, 5, 6)
    assert queries.statutory_date(promised_case) == date(2025, 5, 27)
    with clock.moved_to(china(2025, 4, 28)):
        case = actions.suspend_case(
            by=handler, number=promised_case.number, procedure="expert-review", days=5
        )
    assert (case.state, case.suspended_until) == ("suspended", date(2025, 5, 8))
    assert case.due_on == date(2025, 5, 13)
    assert queries.statutory_date(case) == date(2025, 6, 4)
    view = queries.case_view(case, resident)
    assert "专家评审" in view["due_why"]
    assert "预计" in view["due_why"]
    assert "扣除暂停" in view["due_why"]
    assert "2025年6月4日" in view["due_why"]
    written = view["steps"][0]["note"]
    for words in ("专家评审", "5 个工作日", "2025年5月8日", "第四十五条"):
        assert words in written
    assert view["suspension"]["until"] == date(2025, 5, 8)
    assert Letter.objects.filter(template="case-suspended").count() == 1
    page = client_of(resident).get(f"/me/cases/{case.number}/").content.decode()
    assert "正在进行专家评审" in page


@pytest.mark.parametrize("day", [(2025, 5, 9), (2025, 5, 16), (2025, 6, 30)])
def test_the_timer_resumes_as_of_the_day_that_was_told(
    promised_case: Case, handler: User, day: tuple[int, int, int]
) -> None:
    with clock.moved_to(china(2025, 4, 28)):
        actions.suspend_case(by=handler, number=promised_case.number, procedure="hearing", days=5)
    with clock.moved_to(china(2025, 5, 8, 23)):
        assert jobs.resume_rested() == 0
    with clock.moved_to(china(*day, 0)):
        assert jobs.resume_rested() == 1
        assert jobs.resume_rested() == 0
    promised_case.refresh_from_db()
    assert (promised_case.state, promised_case.due_on) == ("accepted", date(2025, 5, 13))
    assert promised_case.suspended_until is None
    line = journal.lines_of(promised_case.number, audiences=[journal.Audience.PUBLIC])[-1]
    assert (line.verb, line.actor_ref) == ("case.resume-on-time", "system:timer")
    assert line.data == {"until": "2025-05-08"}
    assert "预计" not in queries.due_why(promised_case)
    journal.seal()
    assert journal.verify().is_clean


def test_resuming_earlier_counts_only_the_days_that_passed(
    promised_case: Case, handler: User
) -> None:
    with clock.moved_to(china(2025, 4, 28)):
        actions.suspend_case(by=handler, number=promised_case.number, procedure="hearing", days=5)
    with clock.moved_to(china(2025, 4, 30)):
        case = actions.resume_case(by=handler, number=promised_case.number, note="听证已结束")
    assert (case.state, case.due_on) == ("accepted", date(2025, 5, 8))
    with clock.moved_to(china(2025, 5, 6)):  # and once more, for something else
        case = actions.suspend_case(
            by=handler, number=promised_case.number, procedure="testing", days=1
        )
    assert case.due_on == date(2025, 5, 9)


def test_only_the_timer_resumes_on_time_and_a_type_may_be_left_out(
    promised_case: Case, handler: User, admin: User
) -> None:
    with clock.moved_to(china(2025, 4, 28)):
        actions.suspend_case(by=handler, number=promised_case.number, procedure="hearing", days=5)
    actions.set_law(
        by=admin, rule="SVC-06", kinds=sorted(APPLIED_KINDS - {promised_case.item_kind})
    )
    with clock.moved_to(china(2025, 5, 12)):
        for by in (handler, OPERATOR):
            with pytest.raises(Refused) as refused:
                actions.resume_case_on_time(by=by, number=promised_case.number)
            assert refused.value.status == 403
        assert jobs.resume_rested() == 0
        case = actions.resume_case(by=handler, number=promised_case.number)
    assert case.due_on == date(2025, 5, 15)


def test_a_suspended_case_may_be_withdrawn(
    promised_case: Case, handler: User, resident: User
) -> None:
    with clock.moved_to(china(2025, 4, 28)):
        actions.suspend_case(by=handler, number=promised_case.number, procedure="hearing", days=5)
        case = actions.withdraw_case(by=resident, number=promised_case.number)
    assert (case.state, case.suspended_for) == ("withdrawn", "")
    assert not Deadline.objects.filter(
        subject=case.number, is_current=True, is_running=True
    ).exists()
    with clock.moved_to(china(2025, 5, 12)):
        assert jobs.resume_rested() == 0


def test_suspending_resuming_and_extending_by_page(
    case: Case, handler: User, approver: User, client_of: Browsers, at_ten: object
) -> None:
    desk, office = client_of(handler), client_of(approver)
    here = f"/desk/cases/{case.number}/"
    actions.accept_case(by=handler, number=case.number)
    empty = desk.post(f"{here}suspend/", {"suspend-days": "五"})
    assert empty.status_code == 422
    assert "请选择特别程序" in empty.content.decode()
    asked = {"suspend-procedure": "hearing", "suspend-days": "5"}
    assert desk.post(f"{here}suspend/", asked)["Location"] == here
    page = desk.get(here).content.decode()
    assert 'id="move-resume"' in page
    assert "所需时间为 5 个工作日" in page
    assert case.number in desk.get("/desk/cases/?state=suspended").content.decode()
    assert "特别程序结束或者期满后恢复计时" in office.get(here).content.decode()
    assert desk.post(f"{here}resume/", {}).status_code == 302
    assert office.post(f"{here}extend/", {"extend-days": "5"}).status_code == 422
    more = {"extend-days": "5", "extend-note": "需要核实"}
    assert office.post(f"{here}extend/", more)["Location"] == here
    case.refresh_from_db()
    assert (case.state, case.extended_n) == ("accepted", 5)
