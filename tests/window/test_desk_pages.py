"""The staff's front page, the number box, the result shelf."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.kernel import clock
from zhujian.people.models import User

Browsers = Callable[[User], Client]


@pytest.fixture
def decided(case: Case, clerk: User, approver: User) -> Case:
    """A case whose result waits on the shelf."""
    actions.accept_case(by=clerk, number=case.number)
    return actions.decide_case(by=approver, number=case.number, outcome="granted")


def test_the_front_page_greets_and_shows_what_waits_for_this_person(
    case: Case, clerk: User, approver: User, client_of: Browsers, at_ten: object
) -> None:
    page = client_of(clerk).get("/desk/").content.decode()
    assert "窗口甲，上午好" in page
    assert case.number in page
    for entry in ("工作台", "窗口收件", "办件", "出件"):
        assert entry in page
    page = client_of(approver).get("/desk/").content.decode()
    assert case.number not in page
    assert "现在没有等您办的" in page
    assert "窗口收件" not in page


def test_staff_with_other_duties_find_their_front_page_without_cases(
    case: Case, admin: User, client_of: Browsers
) -> None:
    page = client_of(admin).get("/desk/").content.decode()
    assert "系统管理员" in page
    assert case.number not in page


def test_residents_and_strangers_do_not_come_in(
    resident: User, client_of: Browsers, client: Client
) -> None:
    assert client_of(resident).get("/desk/").status_code == 403
    assert client.get("/desk/")["Location"] == "/desk/sign-in/?next=/desk/"


@pytest.mark.parametrize(
    ("hour", "words"), [(0, "早上好"), (2, "上午好"), (8, "下午好"), (13, "晚上好"), (20, "夜深了")]
)
def test_the_greeting_is_that_of_the_hour_in_china(
    clerk: User, client_of: Browsers, hour: int, words: str
) -> None:
    with clock.moved_to(datetime(2026, 11, 24, hour, tzinfo=UTC)):
        assert words in client_of(clerk).get("/desk/").content.decode()


def test_a_number_typed_carelessly_opens_its_case(
    case: Case, clerk: User, client_of: Browsers
) -> None:
    typed = case.number.replace("-", "").lower()
    response = client_of(clerk).get("/desk/find/", {"number": typed})
    assert response["Location"] == f"/desk/cases/{case.number}/"


def test_a_wrong_or_foreign_number_is_answered_in_words(
    case: Case, clerk: User, stranger: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    mistyped = browser.get("/desk/find/", {"number": "BJ20261124-AAAAAA-A"})
    assert mistyped.status_code == 422
    assert "BJ20261124-AAAAAA-A" in mistyped.content.decode()
    assert browser.get("/desk/find/").status_code == 422
    foreign = client_of(stranger).get("/desk/find/", {"number": case.number})
    assert foreign.status_code == 404


def test_a_result_is_handed_out_from_the_shelf(
    decided: Case, clerk: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    assert decided.number in browser.get("/desk/window/shelf/").content.decode()
    narrowed = browser.get("/desk/window/shelf/", {"number": decided.number.lower()})
    assert decided.number in narrowed.content.decode()
    assert browser.get("/desk/window/shelf/", {"number": "BJ1"}).status_code == 422
    asks = browser.get(f"/desk/window/shelf/{decided.number}/").content.decode()
    assert "出件以后不能撤回" in asks
    given = {"how": "counter", "is_identified": "on", "fetched_by": "applicant"}
    response = browser.post(f"/desk/window/shelf/{decided.number}/", given)
    assert response["Location"] == "/desk/window/shelf/"
    decided.refresh_from_db()
    assert (decided.state, decided.delivered_how) == ("delivered", "counter")
    assert decided.number not in browser.get("/desk/window/shelf/").content.decode()
    assert browser.post(f"/desk/window/shelf/{decided.number}/", given).status_code == 409


def test_a_case_that_came_online_has_no_receipt_of_the_window(
    case: Case, clerk: User, client_of: Browsers
) -> None:
    assert client_of(clerk).get(f"/desk/window/receipts/{case.number}/").status_code == 404


@pytest.mark.parametrize("address", ["/desk/", "/desk/window/", "/desk/window/shelf/"])
def test_pages_keep_their_query_budget(
    decided: Case,
    clerk: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
    address: str,
) -> None:
    browser = client_of(clerk)
    browser.get(address)
    with django_assert_max_num_queries(17):  # type: ignore[attr-defined]
        assert browser.get(address).status_code == 200
