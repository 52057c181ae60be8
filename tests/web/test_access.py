"""Signs: who comes in, what strangers are told, and what may be kept."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from tests.web import sample_pages

from zhujian.kernel.refusals import Refused


def test_a_public_page_is_cacheable_and_sets_no_cookie(sample: Client) -> None:
    response = sample.get("/items/a/")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert response["ETag"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_public_page_answers_304(sample: Client) -> None:
    etag = sample.get("/large/")["ETag"]
    assert sample.get("/large/", headers={"if-none-match": etag}).status_code == 304


def test_large_type_without_its_slash_leads_to_the_home_page(sample: Client) -> None:
    answer = sample.get("/da")
    assert (answer.status_code, answer["Location"]) == (301, "/da/")


@pytest.mark.parametrize("checks", [False, True])
def test_a_public_page_takes_no_form(sample: Client, checks: bool) -> None:
    client = Client(enforce_csrf_checks=checks)
    answer = client.post("/items/a/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_public_page_that_asks_for_a_token_is_a_fault(sample: Client) -> None:
    with pytest.raises(RuntimeError, match="@anyone"):
        sample.get("/leaking/")


def test_a_public_page_knows_nobody(sample: Client) -> None:
    request = RequestFactory().get("/greeting/")
    request.user = SimpleNamespace(is_authenticated=True)
    assert sample_pages.greeting(request).content == b"False"


@pytest.mark.parametrize("path", ["/form/", "/rate/"])
def test_open_private_pages_are_never_kept(sample: Client, path: str) -> None:
    response = sample.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_right_sign_in_and_back(sample: Client) -> None:
    assert sample.get("/mine/?a=1")["Location"] == "/me/sign-in/?next=/mine/%3Fa%3D1"
    assert sample.get("/desk/")["Location"] == "/desk/sign-in/?next=/desk/"
    assert sample.get("/da/mine/")["Location"] == "/da/me/sign-in/?next=/da/mine/"


@pytest.mark.django_db
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(sample: Client) -> None:
    sent = sample.post("/mine/", headers={"Referer": "http://testserver/mine/form/2/?a=1"})
    assert sent["Location"] == "/me/sign-in/?next=/mine/form/2/%3Fa%3D1"
    elsewhere = sample.post("/mine/", headers={"Referer": "http://elsewhere.example/mine/"})
    assert elsewhere["Location"] == "/me/sign-in/"


@pytest.mark.django_db
def test_a_fragment_leads_a_stranger_there_too(sample: Client) -> None:
    response = sample.get("/mine/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/me/sign-in/")


def _as(user: Any, path: str = "/desk/") -> Any:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=True, **user)
    return request


def test_the_right_kind_and_role_come_in() -> None:
    clerk = {"is_staff_member": True, "has_role": lambda role: role == "handler"}
    assert sample_pages.desk(_as(clerk)).content == b"desk"
    assert sample_pages.mine(_as({"is_resident": True})).content == b"mine"


def test_the_wrong_kind_and_role_are_refused() -> None:
    for view, user in (
        (sample_pages.desk, {"has_role": lambda role: role == "editor"}),
        (sample_pages.desk, {}),
        (sample_pages.mine, {"is_resident": False}),
    ):
        with pytest.raises(Refused) as refused:
            view(_as(user))
        assert refused.value.status == 403


def test_every_sign_can_be_read() -> None:
    kinds = {
        view.access_sign.kind
        for view in (
            sample_pages.item,
            sample_pages.form,
            sample_pages.rate,
            sample_pages.mine,
            sample_pages.desk,
        )
    }
    assert kinds == {"public", "anyone", "token", "signed-in", "role"}
    assert sample_pages.desk.access_sign.roles == {"clerk", "handler"}


def test_a_refusal_becomes_an_answer_with_its_reasons(sample: Client) -> None:
    response = sample.get("/refusing/", headers={"HX-Request": "true"})
    assert response.status_code == 429
    assert response["Retry-After"] == "7"
    assert response["Cache-Control"] == "no-store"
    text = response.content.decode()
    assert "请稍候再试。" in text
    assert "甲不对" in text
    assert response["X-Reference"] in text


def test_headers_keep_other_sites_out(sample: Client) -> None:
    for path in ("/items/a/", "/form/"):
        response = sample.get(path)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_large_type_is_a_prefix(sample: Client) -> None:
    assert sample.get("/da/large/").content == b"True /da/large/ /da/large/"
    assert sample.get("/large/").content == b"False /large/ /large/"
    assert sample.get("/da/da/large/", headers={"HX-Request": "true"}).status_code == 404


def test_behind_a_proxy_that_speaks_https_forms_pass_and_browsers_are_told(
    sample: Client, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client(enforce_csrf_checks=True)
    page = client.get("/form/")
    assert page["Strict-Transport-Security"].startswith("max-age=")
    form = {"csrfmiddlewaretoken": page.content.decode()}
    client.cookies["zhujian_csrf"]["secure"] = ""
    sent = client.post(
        "/form/", form, headers={"origin": "https://testserver", "host": "testserver"}
    )
    assert sent.status_code == 200
    foreign = client.post(
        "/form/", form, headers={"origin": "https://evil.example", "hx-request": "true"}
    )
    assert foreign.status_code == 403
