"""The session ends while somebody is typing: nothing that was typed is lost, or shown to others."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.stage import CODE, FILLED, PNG
from zhujian.cases import actions
from zhujian.cases.models import Case, Draft
from zhujian.catalogue.models import Item
from zhujian.people.models import User
from zhujian.web.parking import KEPT, MOST

pytestmark = pytest.mark.usefixtures("at_ten")
Browsers = Callable[[User], Client]
FORM_PAGE = f"/apply/{CODE}/form/1/"


def marked(browser: Client, address: str) -> dict[str, str]:
    """What a form of this page carries of its own."""
    page = browser.get(address).content.decode()
    found = re.search(r'name="form_owner" value="([^"]+)"', page)
    assert found
    return {"form_owner": found.group(1)}


def ends(browser: Client) -> None:
    """The session is over; the browser keeps its other cookies."""
    del browser.cookies["zhujian"]


@pytest.fixture
def typing(item: Item, resident: User, client_of: Browsers) -> tuple[Client, dict[str, str]]:
    """A browser whose session has just ended, and what its form holds."""
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    form = {**FILLED, "reason": "损坏", **marked(browser, FORM_PAGE)}
    ends(browser)
    return browser, form


def test_what_was_typed_waits_behind_the_sign_in(
    typing: tuple[Client, dict[str, str]], resident: User
) -> None:
    browser, form = typing
    sent = browser.post(FORM_PAGE, form)
    assert sent["Location"] == "/me/sign-in/?next=/resume/"
    assert "损坏" not in str(browser.session[KEPT])
    browser.force_login(resident)
    page = browser.get("/resume/").content.decode()
    assert f'action="{FORM_PAGE}"' in page
    assert '<input type="hidden" name="reason" value="损坏">' in page
    assert Draft.objects.get().form.get("reason") is None
    again = browser.post(FORM_PAGE, form)
    assert again.status_code == 422  # the day on which it broke is missing, as it was
    assert Draft.objects.get().form["reason"] == "损坏"
    assert browser.get("/resume/").status_code == 404


def test_somebody_else_who_signs_in_there_sees_nothing(
    typing: tuple[Client, dict[str, str]], other_resident: User
) -> None:
    browser, form = typing
    browser.post(FORM_PAGE, form)
    browser.force_login(other_resident)
    answer = browser.get("/resume/")
    assert answer.status_code == 404
    assert "损坏" not in answer.content.decode()


@pytest.mark.parametrize(
    "change",
    [{"form_owner": "forged"}, {"form_owner": ""}, {"name": "长" * MOST}],
    ids=["forged", "unmarked", "huge"],
)
def test_what_nobody_marked_or_typed_is_not_kept(
    typing: tuple[Client, dict[str, str]], change: dict[str, str]
) -> None:
    browser, form = typing
    sent = browser.post(FORM_PAGE, {**form, **change})
    assert sent["Location"] == "/me/sign-in/"
    assert KEPT not in browser.session


def test_files_have_to_be_chosen_again_and_the_page_says_so(
    typing: tuple[Client, dict[str, str]], resident: User
) -> None:
    browser, form = typing
    files = {"file-id-card": SimpleUploadedFile("身份证.png", PNG)}
    browser.post(f"/apply/{CODE}/materials/", {**form, **files})
    browser.force_login(resident)
    assert "请在下一页重新选择" in browser.get("/resume/").content.decode()


def test_a_clerk_loses_nothing_either(case: Case, handler: User, client_of: Browsers) -> None:
    browser = client_of(handler)
    here = f"/desk/cases/{case.number}/"
    form = {"request-correction-missing": "身份证反面", **marked(browser, here)}
    ends(browser)
    sent = browser.post(f"{here}request-correction/", form)
    assert sent["Location"] == "/desk/sign-in/?next=/resume/"
    browser.force_login(handler)
    assert "身份证反面" in browser.get("/resume/").content.decode()


def test_two_at_the_desk_the_second_keeps_what_he_wrote(
    case: Case, clerk: User, handler: User, client_of: Browsers
) -> None:
    actions.accept_case(by=clerk, number=case.number)
    answer = client_of(handler).post(
        f"/desk/cases/{case.number}/refuse/", {"refuse-note": "不属于本机关职权"}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "没有办成" in page
    assert "您刚才写的内容：不属于本机关职权" in page
