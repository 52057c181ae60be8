"""Where a person is signed in: listed, ended one by one or all at once."""

import pytest
from tests.cast import PHONE

from zhujian.kernel.refusals import Refused
from zhujian.people import actions, codes, jobs
from zhujian.people.models import OpenSession, PendingSignIn
from zhujian.people.views.sessions import device_words, network_words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser(client, resident):
    """A browser in which the resident signed in by phone."""
    client.post("/me/sign-in/", {"phone": PHONE}, headers={"User-Agent": "x"})
    code = codes.code_of(PendingSignIn.objects.get())
    agent = {"User-Agent": "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8"}
    client.post("/me/sign-in/code/", {"code": code}, headers=agent)
    return client


def test_a_sign_in_is_listed_in_words_and_roughly(browser, resident):
    page = browser.get("/me/sessions/").content.decode()
    assert "微信，安卓手机" in page
    assert "127.0.*.*" in page
    assert "当前登录" in page
    assert "结束其他全部登录" not in page


def test_one_session_is_ended_by_its_owner_alone(browser, resident, other_resident, client_of):
    second = client_of(resident)
    second.get("/me/sessions/")
    ref = OpenSession.objects.get().ref
    assert client_of(other_resident).post(f"/me/sessions/{ref}/end/").status_code == 404
    assert second.get(f"/me/sessions/{ref}/end/").status_code == 405
    assert second.post(f"/me/sessions/{ref}/end/").url == "/me/sessions/"
    assert browser.get("/me/profile/").status_code == 302
    with pytest.raises(Refused):
        actions.end_session(by=resident, ref=ref)


def test_all_others_end_at_once_and_the_present_stays(browser, resident, client_of):
    other = client_of(resident)
    actions.note_session(by=resident, session_key=other.session.session_key, device="x", network="")
    assert "结束其他全部登录" in browser.get("/me/sessions/").content.decode()
    assert browser.post("/me/sessions/end-others/").url == "/me/sessions/"
    assert other.get("/me/profile/").status_code == 302
    assert browser.get("/me/profile/").status_code == 200


def test_signing_out_takes_the_session_from_the_list(browser, resident):
    browser.post("/me/sign-out/")
    assert not OpenSession.objects.exists()


def test_sessions_that_are_over_are_forgotten(browser, resident):
    browser.session.delete()
    jobs.forget_old()
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("", "未知设备"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120", "Edge，Windows 电脑"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/604", "Safari，苹果手机"),
        ("<script>alert(1)</script>", "未知设备"),
    ],
)
def test_a_browser_is_named_in_words(agent, words):
    assert device_words(agent) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [("10.1.2.3", "10.1.*.*"), ("2001:db8::1", "2001:0db8:0000:*"), ("x", ""), ("", "")],
)
def test_an_address_is_shown_roughly(address, words):
    assert network_words(address) == words
