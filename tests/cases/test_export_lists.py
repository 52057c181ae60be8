"""The desk's lists as spreadsheets: the same cases as on the page, masked, and written down."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cases.stage import FILLED, NOW
from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.cases.views import exports
from zhujian.kernel import clock, journal
from zhujian.people.models import User

Browsers = Callable[[User], Client]


def rows(response: Any) -> list[tuple[Any, ...]]:
    content = b"".join(response.streaming_content)
    return list(load_workbook(BytesIO(content)).active.values)


def test_the_list_of_cases_is_exported_as_it_is_narrowed_and_masked(
    at_ten: object, case: Case, handler: User, client_of: Browsers
) -> None:
    browser = client_of(handler)
    page = browser.get("/desk/cases/", {"state": "submitted"}).content.decode()
    assert "/desk/cases/export/?state=submitted" in page
    found = rows(browser.post("/desk/cases/export/?state=submitted"))
    assert found[0][:4] == ("期限", "编号", "事项", "申请人")
    assert [row[1] for row in found[1:]] == [case.number]
    assert found[1][3] == "王*"
    assert FILLED["id_number"] not in str(found)
    assert rows(browser.post("/desk/cases/export/?state=decided"))[1:] == []
    line = journal.lines_of(handler.actor_ref, audiences=set(journal.Audience))[0]
    assert (line.verb, line.sentence) == ("list.export", "导出了「办件清单」，1 行")


def test_finished_cases_are_exported_as_well(
    case: Case, handler: User, resident: User, client_of: Browsers
) -> None:
    actions.withdraw_case(by=resident, number=case.number)
    found = rows(client_of(handler).post("/desk/cases/export/?state=withdrawn"))
    assert [row[1] for row in found[1:]] == [case.number]


def test_an_export_goes_through_all_pages_in_bounded_steps(
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    handler: User,
    resident: User,
    client_of: Browsers,
) -> None:
    from tests.cases.stage import id_card

    others = [
        actions.submit_case(
            by=resident, item_code=case.item_code, form=FILLED, materials=[id_card()]
        )
        for _ in range(4)
    ]
    monkeypatch.setattr(exports, "READ_AT_ONCE", 2)
    found = rows(client_of(handler).post("/desk/cases/export/"))
    assert [row[1] for row in found[1:]] == [case.number, *(one.number for one in others)]


def test_the_red_list_is_exported_with_who_holds_it(
    case: Case, handler: User, client_of: Browsers
) -> None:
    with clock.moved_to(NOW.replace(year=2027)):
        browser = client_of(handler)
        assert "/desk/late/export/?colour=red" in browser.get("/desk/late/").content.decode()
        found = rows(browser.post("/desk/late/export/?colour=red"))
    assert [row[2] for row in found[1:]] == [case.number]
    assert browser.post("/desk/late/export/?colour=green").status_code == 404


def test_nothing_is_exported_by_others_and_nothing_by_a_get(
    case: Case, stranger: User, resident: User, admin: User, handler: User, client_of: Browsers
) -> None:
    assert rows(client_of(stranger).post("/desk/cases/export/"))[1:] == []
    assert client_of(admin).post("/desk/cases/export/").status_code == 403
    assert client_of(resident).post("/desk/cases/export/").status_code == 403
    assert client_of(handler).get("/desk/cases/export/").status_code == 405
    assert client_of(handler).post("/desk/cases/export/?state=lost").status_code == 404
