"""The desk's cases by page: list, one case, its moves, its personal data on demand."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cases.stage import FILLED, PNG, id_card
from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.kernel import journal
from zhujian.people.models import User

Browsers = Callable[[User], Client]


def test_the_list_shows_what_waits_with_word_sign_and_date(
    case: Case, clerk: User, client_of: Browsers
) -> None:
    page = client_of(clerk).get("/desk/cases/").content.decode()
    assert case.number in page
    assert "待受理</span>" in page
    assert "王小明" not in page
    assert "轮到我办" in page


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?state=submitted", True),
        ("?state=accepted", False),
        ("?state=delivered", False),
        ("?due=overdue", False),
        ("?mine=1", True),
    ],
)
def test_the_list_narrows(
    case: Case, handler: User, client_of: Browsers, query: str, is_there: bool
) -> None:
    page = client_of(handler).get(f"/desk/cases/{query}").content.decode()
    assert (case.number in page) == is_there


def test_a_filter_that_does_not_exist_is_not_found(handler: User, client_of: Browsers) -> None:
    assert client_of(handler).get("/desk/cases/?state=lost").status_code == 404
    assert client_of(handler).get("/desk/cases/?due=never").status_code == 404
    assert client_of(handler).get("/desk/cases/?after=rubbish").status_code == 422


def test_a_stranger_finds_nothing_and_who_has_no_such_role_is_refused(
    case: Case,
    stranger: User,
    admin: User,
    resident: User,
    client_of: Browsers,
    client: Client,
) -> None:
    address = f"/desk/cases/{case.number}/"
    assert case.number not in client_of(stranger).get("/desk/cases/").content.decode()
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(admin).get(address).status_code == 403
    assert client_of(resident).get(address).status_code == 403
    assert client.get(address)["Location"] == f"/desk/sign-in/?next={address}"


def test_personal_values_are_hidden_until_somebody_asks_and_that_is_written_down(
    case: Case, handler: User, client_of: Browsers
) -> None:
    browser = client_of(handler)
    page = browser.get(f"/desk/cases/{case.number}/").content.decode()
    for secret in ("王小明", "510683180001010011", "13900000001"):
        assert secret not in page
    assert "遗失" in page
    assert journal.lines_of(case.number, audiences=[journal.Audience.PARTIES]) == []
    shown = browser.post(f"/desk/cases/{case.number}/show/").content.decode()
    for secret in ("王小明", "510683180001010011", "13900000001"):
        assert secret in shown
    (line,) = journal.lines_of(case.number, audiences=[journal.Audience.PARTIES])
    assert (line.verb, line.actor_ref) == ("case.see", handler.actor_ref)


def test_a_file_is_opened_by_post_and_leaves_a_line(
    case: Case, handler: User, client_of: Browsers
) -> None:
    browser = client_of(handler)
    material = case.materials.get()
    address = f"/desk/cases/{case.number}/materials/{material.pk}/"
    assert browser.get(address).status_code == 405
    response = browser.post(address)
    assert response.content == PNG
    assert response["Content-Disposition"].startswith("inline;")
    (line,) = journal.lines_of(case.number, audiences=[journal.Audience.PARTIES])
    assert line.data == {"material": "id-card", "sha256": material.sha256}
    missing = browser.post(f"/desk/cases/{case.number}/materials/{material.pk + 1}/")
    assert missing.status_code == 404


def test_a_case_is_accepted_decided_and_delivered_by_page(
    case: Case, clerk: User, approver: User, client_of: Browsers
) -> None:
    window, decider = client_of(clerk), client_of(approver)
    here = f"/desk/cases/{case.number}/"
    response = window.post(f"{here}accept/", {"accept-note": "材料齐全"})
    assert response["Location"] == here
    assert 'id="move-decide"' not in window.get(here).content.decode()
    assert "等待审批人作出决定" in window.get(here).content.decode()
    page = decider.get(here).content.decode()
    assert "材料齐全" in page
    assert "准予" in page
    response = decider.post(f"{here}decide/", {"decide-outcome": "granted"})
    assert response.status_code == 302
    response = window.post(f"{here}deliver/", {"deliver-how": "counter"})
    assert response.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome, case.delivered_how) == ("delivered", "granted", "counter")


def test_a_refusal_without_reason_keeps_what_was_chosen_and_says_what_is_missing(
    case: Case, clerk: User, approver: User, client_of: Browsers
) -> None:
    actions.accept_case(by=clerk, number=case.number)
    browser = client_of(approver)
    response = browser.post(
        f"/desk/cases/{case.number}/decide/", {"decide-outcome": "refused", "decide-note": ""}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("不予办理必须写明理由") == 2
    assert 'value="refused"' in page
    assert "checked" in page
    nothing = browser.post(f"/desk/cases/{case.number}/decide/", {})
    assert nothing.status_code == 422
    assert "请选择准予或不予" in nothing.content.decode()
    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_move_without_the_right_is_403_and_in_the_wrong_state_409(
    case: Case, handler: User, approver: User, client_of: Browsers
) -> None:
    here = f"/desk/cases/{case.number}/"
    decide = {"decide-outcome": "granted"}
    assert client_of(handler).post(f"{here}decide/", decide).status_code == 403
    assert client_of(approver).post(f"{here}decide/", decide).status_code == 409
    assert client_of(handler).post(f"{here}burn/").status_code == 404
    assert client_of(handler).get(f"{here}accept/").status_code == 405


def test_the_list_keeps_its_query_budget_however_long_it_is(
    item: Item,
    resident: User,
    handler: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for _ in range(12):
        actions.submit_case(
            by=resident,
            item_code=item.code,
            form=FILLED,
            materials=[id_card()],
        )
    browser = client_of(handler)
    browser.get("/desk/cases/")
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        page = browser.get("/desk/cases/").content.decode()
    assert page.count("BJ20") >= 12


def test_one_case_keeps_its_query_budget(
    case: Case,
    handler: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = client_of(handler)
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        browser.get(f"/desk/cases/{case.number}/")
