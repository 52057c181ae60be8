"""The amber and the red list, and the reason that is owed for a late case."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.cases.stage import FILLED, NOW, id_card, publish
from zhujian.cases import actions, queries
from zhujian.cases.models import Case, Delay
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.deadlines.actions import set_count
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.postroom.models import Letter

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 12, 4, 2, 0, tzinfo=UTC)  # a Friday, three working days after 1 December
SOON = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # a Friday, two working days before
WHY = "现场核查的专家临时不能到场，预计12月8日办结。"


@pytest.fixture
def accepted(case: Case, clerk: User, at_ten: datetime) -> Case:
    """An accepted case, due on the first of December."""
    return actions.accept_case(by=clerk, number=case.number)


@pytest.fixture
def case(item: Item, resident: User, at_ten: datetime) -> Case:
    return actions.submit_case(by=resident, item_code=item.code, form=FILLED, materials=[id_card()])


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_a_late_case_is_red_with_days_holder_and_missing_reason(
    accepted: Case, handler: User, approver: User, client_of: Callable[[User], Client]
) -> None:
    with clock.moved_to(LATER):
        shown = page(client_of(handler), "/desk/late/")
        assert accepted.number in shown
        assert "超 3 个工作日" in shown
        assert f"审批人 {approver.display_name}" in shown
        assert "还没有说明" in shown
        assert queries.red_count(handler) == 1
        assert accepted.number not in page(client_of(handler), "/desk/late/?colour=amber")
        case_page = page(client_of(handler), f"/desk/cases/{accepted.number}/")
        assert "已超期 3 个工作日" in case_page


def test_a_case_that_is_due_soon_is_amber(
    accepted: Case, handler: User, client_of: Callable[[User], Client]
) -> None:
    with clock.moved_to(SOON):
        assert "还有 2 个工作日" in page(client_of(handler), "/desk/late/?colour=amber")
        assert "没有超期的办件" in page(client_of(handler), "/desk/late/")


def test_how_many_days_are_amber_is_a_setting(
    accepted: Case, handler: User, admin: User, client_of: Callable[[User], Client]
) -> None:
    set_count(by=admin, rule="SVC-05", of="amber", n=1, unit=Unit.WORKDAY)
    with clock.moved_to(SOON):
        shown = page(client_of(handler), "/desk/late/?colour=amber")
    assert "1 个工作日内到期" in shown
    assert accepted.number not in shown


def test_nobody_of_the_house_is_late_while_the_applicant_corrects(
    case: Case, clerk: User, handler: User
) -> None:
    actions.request_correction_of_case(
        by=clerk, number=case.number, missing=["照片"], by_on=NOW.date() + timedelta(days=3)
    )
    with clock.moved_to(LATER):
        assert queries.red_count(handler) == 0


def test_a_leader_and_a_supervisor_see_the_whole_county_by_organisation(
    accepted: Case,
    resident: User,
    civil_affairs: Organisation,
    leader: User,
    supervisor: User,
    handler: User,
    client_of: Callable[[User], Client],
) -> None:
    with clock.moved_to(NOW):
        other = publish(civil_affairs, code="510683200009", name="低保申请")
        second = actions.submit_case(
            by=resident, item_code=other.code, form=FILLED, materials=[id_card()]
        )
        Case.objects.filter(pk=second.pk).update(due_on=NOW.date())
    with clock.moved_to(LATER):
        for user in (leader, supervisor):
            shown = page(client_of(user), "/desk/late/")
            assert "人社局" in shown
            assert "民政局" in shown
            assert f"/track/{accepted.number}/" in shown
            assert f"/desk/cases/{accepted.number}/" not in shown
            only = page(client_of(user), "/desk/late/?organisation=civil-affairs")
            assert second.number in only
            assert accepted.number not in only
        assert second.number not in page(client_of(handler), "/desk/late/")


def test_others_are_refused(
    accepted: Case, admin: User, resident: User, client_of: Callable[[User], Client]
) -> None:
    for user in (admin, resident):
        assert client_of(user).get("/desk/late/").status_code == 403
    assert Client().get("/desk/late/").status_code == 302


def test_a_colour_that_is_none_is_not_found(
    handler: User, client_of: Callable[[User], Client]
) -> None:
    assert client_of(handler).get("/desk/late/?colour=blue").status_code == 404


def test_the_organisation_says_why_and_the_applicant_reads_it(
    accepted: Case, handler: User, resident: User, client_of: Callable[[User], Client]
) -> None:
    with clock.moved_to(LATER):
        mine = page(client_of(resident), f"/me/cases/{accepted.number}/")
        assert "办理超过了期限" in mine
        assert "0838-0000510" in mine
        client = client_of(handler)
        address = f"/desk/cases/{accepted.number}/explain-delay/"
        assert "告知申请人" in page(client, address)
        assert client.post(address, {"note": WHY}).status_code == 302
        assert WHY in page(client_of(resident), f"/me/cases/{accepted.number}/")
        assert WHY in page(client, f"/desk/cases/{accepted.number}/")
        assert WHY in page(client, "/desk/late/")
        assert "超期的办件都说明了理由" in page(client, "/desk/late/?silent=1")
        assert WHY not in page(Client(), f"/track/{accepted.number}/")
        assert "已说明超过期限的理由" in page(Client(), f"/track/{accepted.number}/")
    lines = journal.lines_of(accepted.number, audiences=list(journal.Audience))
    assert lines[-1].verb == "case.explain-delay"
    letter = Letter.objects.latest("pk")
    assert (letter.template, letter.subject) == ("case-late", accepted.number)
    assert Case.objects.get(pk=accepted.pk).state == "accepted"


def test_a_reason_said_again_stands_in_the_place_of_the_old_one(
    accepted: Case, handler: User, approver: User
) -> None:
    with clock.moved_to(LATER):
        actions.explain_delay_of_case(by=handler, number=accepted.number, note=WHY)
        actions.explain_delay_of_case(by=approver, number=accepted.number, note="已到场")
    assert Delay.objects.get().reason == "已到场"


@pytest.mark.parametrize(
    ("who", "at", "note", "status"),
    [
        ("handler", LATER, " ", 422),
        ("handler", LATER, "字" * 2001, 422),
        ("handler", LATER, "请联系王小明 13900000001", 422),
        ("handler", SOON, WHY, 409),
        ("clerk", LATER, WHY, 403),
        ("other_resident", LATER, WHY, 404),
        ("resident", LATER, WHY, 403),
    ],
)
def test_a_reason_that_is_refused_leaves_nothing_behind(
    accepted: Case, who: str, at: datetime, note: str, status: int, request: Any
) -> None:
    by = request.getfixturevalue(who)
    before = Letter.objects.count(), journal.lines_of(accepted.number, audiences=journal.Audience)
    with clock.moved_to(at), pytest.raises(Refused) as refused:
        actions.explain_delay_of_case(by=by, number=accepted.number, note=note)
    assert refused.value.status == status
    after = Letter.objects.count(), journal.lines_of(accepted.number, audiences=journal.Audience)
    assert before == after
    assert not Delay.objects.exists()


def test_a_bad_reason_keeps_what_was_typed(
    accepted: Case, handler: User, client_of: Callable[[User], Client]
) -> None:
    with clock.moved_to(LATER):
        response = client_of(handler).post(
            f"/desk/cases/{accepted.number}/explain-delay/", {"note": "打13900000001问"}
        )
    assert response.status_code == 422
    assert "不要写身份证号" in response.content.decode()
    assert "打13900000001问" in response.content.decode()


def test_a_message_that_did_not_arrive_is_shown_at_the_case(
    accepted: Case, handler: User, client_of: Callable[[User], Client]
) -> None:
    letter = Letter.objects.filter(subject=accepted.number).latest("pk")
    Letter.objects.filter(pk=letter.pk).update(
        state="undelivered", sent_at=clock.now(), last_error="空号"
    )
    shown = page(client_of(handler), f"/desk/cases/{accepted.number}/")
    assert "短信未送达" in shown
    assert "空号" in shown
    assert "请打电话联系" in shown


def test_the_list_costs_few_queries_however_long(
    accepted: Case,
    item: Item,
    resident: User,
    handler: User,
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Any,
) -> None:
    with clock.moved_to(NOW):
        for _ in range(5):
            actions.submit_case(
                by=resident, item_code=item.code, form=FILLED, materials=[id_card()]
            )
    client = client_of(handler)
    with clock.moved_to(LATER), django_assert_max_num_queries(16):
        page(client, "/desk/late/")


def test_the_counts_are_read_from_an_index(accepted: Case, leader: User) -> None:
    with clock.moved_to(LATER):
        plan = queries.late.owed_cases(leader).filter(due_on__lt=clock.today()).explain()
    if connection.vendor == "sqlite":
        assert "USING" in plan
        assert "INDEX cases_" in plan
    else:
        assert plan
