"""One's own case by page: seeing all of it, withdrawing it, opening one's files."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cases.stage import PNG
from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.people.models import User

Browsers = Callable[[User], Client]


def test_the_applicant_sees_everything_he_handed_in(
    case: Case, resident: User, client_of: Browsers
) -> None:
    page = client_of(resident).get(f"/me/cases/{case.number}/").content.decode()
    for shown in (case.number, "510683180001010011", "身份证.png", "撤回申请"):
        assert shown in page


def test_others_do_not_find_it(
    case: Case, other_resident: User, clerk: User, client_of: Browsers, client: Client
) -> None:
    material = case.materials.get()
    for address in (
        f"/me/cases/{case.number}/",
        f"/me/cases/{case.number}/withdraw/",
        f"/me/cases/{case.number}/materials/{material.pk}/",
    ):
        assert client_of(other_resident).get(address).status_code == 404
        assert client_of(clerk).get(address).status_code == 403
        assert "/me/sign-in/" in client.get(address)["Location"]


def test_ones_own_file_is_shown_by_the_browser(
    case: Case, resident: User, client_of: Browsers
) -> None:
    material = case.materials.get()
    response = client_of(resident).get(f"/me/cases/{case.number}/materials/{material.pk}/")
    assert response.content == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline;")
    assert "filename*=UTF-8''%E8%BA%AB" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_withdrawing_asks_first_and_then_is_done(
    case: Case, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    address = f"/me/cases/{case.number}/withdraw/"
    assert "不能恢复" in browser.get(address).content.decode()
    case.refresh_from_db()
    assert case.state == "submitted"
    assert browser.post(address, {"note": "不办了"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert browser.post(address, {"note": ""}).status_code == 409


def test_too_long_a_reason_stays_in_the_field(
    case: Case, resident: User, client_of: Browsers
) -> None:
    reason = "长" * 501
    response = client_of(resident).post(f"/me/cases/{case.number}/withdraw/", {"note": reason})
    assert response.status_code == 422
    assert reason in response.content.decode()


def test_a_decided_case_can_be_rated_and_a_refusal_names_the_remedies(
    case: Case, resident: User, clerk: User, approver: User, client_of: Browsers
) -> None:
    actions.accept_case(by=clerk, number=case.number)
    decided = actions.decide_case(
        by=approver, number=case.number, outcome="refused", note="材料与本人不符"
    )
    page = client_of(resident).get(f"/me/cases/{case.number}/").content.decode()
    assert f"/rate/{decided.rating_token}/" in page
    assert "材料与本人不符" in page
    assert "行政复议" in page
    assert "撤回申请" not in page


@pytest.mark.parametrize("address", ["/me/", "/me/cases/{number}/", "/track/{number}/"])
def test_pages_keep_their_query_budget(
    case: Case,
    resident: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
    address: str,
) -> None:
    browser = client_of(resident)
    with django_assert_max_num_queries(17):  # type: ignore[attr-defined]
        assert browser.get(address.format(number=case.number)).status_code == 200
