"""Results leave the shelf: found by number or person, to the applicant, an agent, or by post."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cases.stage import NOW
from zhujian.cases import actions as case_actions
from zhujian.cases.models import Case
from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.window import actions
from zhujian.window.actions import Fetching
from zhujian.window.models import HandOut

Browsers = Callable[[User], Client]


@pytest.fixture
def decided(case: Case, clerk: User, approver: User) -> Case:
    """A case whose result waits on the shelf."""
    case_actions.accept_case(by=clerk, number=case.number)
    return case_actions.decide_case(by=approver, number=case.number, outcome="granted")


def address(case: Case) -> str:
    return f"/desk/window/shelf/{case.number}/"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"how": "counter", "is_identified": "on", "fetched_by": "applicant"}, "本人领取"),
        (
            {
                "how": "counter",
                "is_identified": "on",
                "fetched_by": "agent",
                "name": "李大明",
                "relation": "配偶",
            },
            "受托人李*（配偶）领取",
        ),
        (
            {"how": "post", "carrier": "邮政", "tracking_number": "EA 123 456"},
            "邮寄，邮政 EA123456",
        ),
        ({"how": "electronic"}, "电子送达"),
    ],
)
def test_a_result_leaves_the_shelf_in_each_way_and_it_is_written_down(
    decided: Case, clerk: User, client_of: Browsers, given: dict[str, str], words: str
) -> None:
    response = client_of(clerk).post(address(decided), {**given, "note": "请保管好"})
    assert response["Location"] == "/desk/window/shelf/"
    row = HandOut.objects.get()
    assert (row.how_text, row.desk.slug, row.by) == (words, "city-hall", clerk)
    assert "李大明" not in row.fetcher_masked
    decided.refresh_from_db()
    assert (decided.state, decided.delivered_how) == ("delivered", given["how"])
    line = journal.lines_of(decided.number, audiences=[journal.Audience.PUBLIC])[-1]
    assert line.verb == "case.deliver"
    page = client_of(clerk).get(f"/desk/cases/{decided.number}/").content.decode()
    assert words in page
    assert "请保管好" in page
    assert "李大明" not in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Fetching(), "is_identified"),
        (Fetching(is_identified=True, fetched_by="agent"), "name"),
        (Fetching(is_identified=True, fetched_by="agent", name="李大明"), "relation"),
        (Fetching(is_identified=True, fetched_by="cat"), "fetched_by"),
    ],
)
def test_who_is_not_known_gets_no_result(
    decided: Case, clerk: User, given: Fetching, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.hand_out(by=clerk, number=decided.number, how="counter", fetching=given)
    assert refused.value.status == 422
    assert refused.value.fields[0].field == field
    decided.refresh_from_db()
    assert decided.state == "decided"
    assert not HandOut.objects.exists()


@pytest.mark.parametrize("typed", [{"how": "post"}, {"how": "counter"}, {"how": "balloon"}, {}])
def test_what_lacks_is_asked_for_on_the_page(
    decided: Case, clerk: User, client_of: Browsers, typed: dict[str, str]
) -> None:
    response = client_of(clerk).post(address(decided), typed)
    assert response.status_code == 422
    assert not HandOut.objects.exists()


def test_a_result_is_handed_out_once_and_by_the_window_alone(
    decided: Case, clerk: User, handler: User, stranger: User, client_of: Browsers
) -> None:
    fetching = Fetching(is_identified=True)
    for person in (handler, stranger):
        with pytest.raises(Refused) as refused:
            actions.hand_out(by=person, number=decided.number, how="counter", fetching=fetching)
        assert refused.value.status == 403
    actions.hand_out(by=clerk, number=decided.number, how="counter", fetching=fetching)
    with pytest.raises(Refused) as refused:
        actions.hand_out(by=clerk, number=decided.number, how="counter", fetching=fetching)
    assert refused.value.status == 409
    assert HandOut.objects.count() == 1
    page = client_of(clerk).get(address(decided)).content.decode()
    assert "现在不能出件" in page


def test_the_shelf_is_searched_by_surname_and_tail_and_the_person_can_read_it(
    decided: Case, clerk: User, resident: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    token = {"csrfmiddlewaretoken": "x"}
    page = browser.post("/desk/window/shelf/", {"number": "王 0001", **token}).content.decode()
    assert decided.number in page
    lines = journal.lines_of(resident.actor_ref, audiences=set(journal.Audience))
    assert [line.data.get("what") for line in lines if line.verb == "person.see"] == ["查找办事人"]
    nobody = browser.post("/desk/window/shelf/", {"number": "李 0001", **token})
    assert nobody.status_code == 422
    assert decided.number not in nobody.content.decode()
    assert browser.get("/desk/window/shelf/", {"number": "王 0001"}).status_code == 422


def test_what_nobody_fetched_for_long_stands_in_a_list_of_its_own(
    case: Case, clerk: User, approver: User, client_of: Browsers
) -> None:
    with clock.moved_to(NOW):
        case_actions.accept_case(by=clerk, number=case.number)
        case_actions.decide_case(by=approver, number=case.number, outcome="granted")
    browser = client_of(clerk)
    for days, is_listed in ((14, False), (16, True)):
        with clock.moved_to(NOW + timedelta(days=days)):
            page = browser.get("/desk/window/shelf/", {"box": "unclaimed"}).content.decode()
        assert (case.number in page) is is_listed


def test_the_shelf_is_exported_as_it_is_narrowed(
    decided: Case, clerk: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    assert browser.get("/desk/window/shelf/export/").status_code == 405
    response = browser.post(f"/desk/window/shelf/export/?number={decided.number}")
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[0][1] == "编号"
    assert [row[1] for row in rows[1:]] == [decided.number]
    assert rows[1][3] == "王*"
    none = browser.post("/desk/window/shelf/export/?box=unclaimed")
    assert len(list(load_workbook(BytesIO(b"".join(none.streaming_content))).active.values)) == 1


def test_the_day_of_a_hand_out_is_the_day_in_china(decided: Case, clerk: User) -> None:
    with clock.moved_to(datetime(2026, 11, 24, 17, tzinfo=UTC)):
        row = actions.hand_out(
            by=clerk,
            number=decided.number,
            how="counter",
            fetching=Fetching(is_identified=True),
        )
    assert row.on.isoformat() == "2026-11-25"
