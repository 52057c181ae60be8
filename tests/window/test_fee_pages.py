"""Fees on pages: charged, paid, let off, given back, and what a desk took in on a day."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cases.stage import CHARGED, FILLED, NOW, id_card, publish
from zhujian.cases import actions as case_actions
from zhujian.cases.models import Case, Fee
from zhujian.kernel import clock, journal
from zhujian.people.models import Organisation, User

Browsers = Callable[[User], Client]


@pytest.fixture
def charged(human_resources: Organisation, resident: User, at_ten: object) -> Case:
    """A case of an item that costs something by its guide."""
    item = publish(human_resources, fee=CHARGED)
    return case_actions.submit_case(
        by=resident, item_code=item.code, form=FILLED, materials=[id_card()]
    )


def test_a_fee_is_charged_and_paid_on_its_page(
    charged: Case, clerk: User, approver: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    address = f"/desk/fees/{charged.number}/"
    page = browser.get(address).content.decode()
    assert "每证 10 元" in page
    assert "川发改价格〔2019〕1 号" in page
    wrong = browser.post(f"{address}charge/", {"charge-name": "工本费", "charge-amount": "十"})
    assert wrong.status_code == 422
    assert "请填写以元为单位的金额" in wrong.content.decode()
    done = browser.post(f"{address}charge/", {"charge-name": "工本费", "charge-amount": "10"})
    assert done["Location"] == address
    fee = Fee.objects.get()
    case_actions.accept_case(by=clerk, number=charged.number)
    case_actions.decide_case(by=approver, number=charged.number, outcome="granted")
    assert "还没缴费" in browser.get("/desk/window/shelf/").content.decode()
    assert "还有费用没有缴" in browser.get(f"/desk/window/shelf/{charged.number}/").content.decode()
    pay = f"{address}{fee.pk}/pay/"
    empty = browser.post(pay, {f"pay-{fee.pk}-how": "cash", f"pay-{fee.pk}-receipt_number": ""})
    assert empty.status_code == 422
    assert "请填写票据号" in empty.content.decode()
    browser.post(pay, {f"pay-{fee.pk}-how": "cash", f"pay-{fee.pk}-receipt_number": "0099"})
    fee.refresh_from_db()
    assert (fee.state, fee.receipt_number) == ("paid", "0099")
    page = browser.get(address).content.decode()
    assert "票据号 0099" in page
    assert "退费" in page
    assert "工本费" in browser.get(f"/desk/cases/{charged.number}/").content.decode()


def test_an_item_without_a_fee_offers_no_door_to_charge(
    case: Case, clerk: User, client_of: Browsers
) -> None:
    page = client_of(clerk).get(f"/desk/fees/{case.number}/").content.decode()
    assert "没有依据不得收费" in page
    assert "登记应缴" not in page
    refused = client_of(clerk).post(f"/desk/fees/{case.number}/charge/", {"charge-amount": "10"})
    assert refused.status_code == 422
    assert not Fee.objects.exists()


def test_fees_are_settled_by_the_desk_alone(
    charged: Case, clerk: User, approver: User, stranger: User, client_of: Browsers
) -> None:
    fee = case_actions.charge_fee(by=clerk, number=charged.number, amount="10")
    address = f"/desk/fees/{charged.number}/{fee.pk}/waive/"
    given = {f"waive-{fee.pk}-ground": "低保"}
    assert client_of(approver).post(address, given).status_code == 403
    assert client_of(stranger).post(address, given).status_code == 404
    assert client_of(clerk).post(address.replace("waive", "burn"), given).status_code == 404
    fee.refresh_from_db()
    assert fee.state == "due"
    assert client_of(clerk).post(address, given).status_code == 302
    assert client_of(clerk).post(address, given).status_code == 409


def test_a_desk_s_day_of_fees_has_sums_an_export_and_a_query_budget(
    charged: Case,
    clerk: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    fee = case_actions.charge_fee(by=clerk, number=charged.number, amount="12.50")
    case_actions.pay_fee(
        by=clerk, number=charged.number, fee=fee.pk, how="scan", receipt_number="=1+1"
    )
    browser = client_of(clerk)
    page = browser.get("/desk/fees/").content.decode()
    assert "12.50 元，1 笔" in page
    with django_assert_max_num_queries(13):  # type: ignore[attr-defined]
        browser.get("/desk/fees/")
    assert "这一天没有收费" in browser.get("/desk/fees/", {"on": "2026-01-01"}).content.decode()
    assert browser.get("/desk/fees/", {"on": "gestern"}).status_code == 404
    assert browser.get("/desk/fees/export/").status_code == 405
    response = browser.post("/desk/fees/export/?on=2026-11-24")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[2]][:8] == [
        charged.number,
        "社会保障卡补领",
        "王*",
        "工本费",
        12.5,
        "已缴",
        "扫码",
        "=1+1",
    ]
    assert sheet["H2"].data_type == "s"
    lines = journal.lines_of(clerk.actor_ref, audiences=set(journal.Audience))
    assert lines[-1].sentence == "导出了「收费清单 2026-11-24」，1 行"


def test_the_window_s_day_counts_what_came_in_and_what_went_out(
    charged: Case, clerk: User, resident: User, approver: User, client_of: Browsers
) -> None:
    from zhujian.window import actions
    from zhujian.window.actions import Fetching

    draft = case_actions.begin_draft(
        by=clerk, item_code=charged.item_code, applicant=resident, form=FILLED
    )
    papers = [case_actions.Paper("id-card", is_original_seen=True)]
    case_actions.note_papers(by=clerk, ref=draft.ref, papers=papers)
    taken = actions.take_in(by=clerk, ref=draft.ref)
    case_actions.decide_case(by=approver, number=taken.number, outcome="granted")
    actions.hand_out(
        by=clerk, number=taken.number, how="counter", fetching=Fetching(is_identified=True)
    )
    browser = client_of(clerk)
    page = browser.get("/desk/window/today/").content.decode()
    assert "1 件，其中已受理 1 件" in page
    assert "社会保障卡补领" in page
    assert (
        "这一天没有收件和出件"
        in browser.get("/desk/window/today/", {"on": "2026-11-23"}).content.decode()
    )
    response = browser.post("/desk/window/today/export/")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[2]] == ["社会保障卡补领", 1, 1, 1]
    assert clock.today() == NOW.date()
