"""What went wrong is said in plain Chinese, with a number and with what to do next."""

import re

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import RequestFactory

from zhujian.kernel.refusals import FieldRefusal
from zhujian.web import errors


@pytest.fixture
def request_(rf: RequestFactory) -> object:
    request = rf.get("/somewhere/")
    request.reference = "ABC123DEFG"
    return request


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_each_error_has_a_page_without_a_database(request_: object, status: int) -> None:
    response = errors.page(request_, status)
    page = response.content.decode()
    sentence = errors.SENTENCES[status]
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    for words in (sentence.title, sentence.why, sentence.next, "ABC123DEFG"):
        assert words in page
    assert page.count("<h1") == 1
    assert "演示环境，非绵竹市政府网站" in page


def test_what_is_not_found_can_be_searched_for(request_: object) -> None:
    assert '<form action="/search"' in errors.page(request_, 404).content.decode()
    assert '<form action="/search"' not in errors.page(request_, 409).content.decode()


def test_a_refusal_names_every_field_and_escapes_it(request_: object) -> None:
    fields = (FieldRefusal("a", "姓名<b>太长"), FieldRefusal("b", "日期不对"))
    page = errors.page(request_, 422, text="请改正。", fields=fields).content.decode()
    assert "请改正。" in page
    assert "姓名&lt;b&gt;太长" in page
    assert "日期不对" in page


def test_a_fragment_gets_a_notice_instead_of_a_page(rf: RequestFactory) -> None:
    request = rf.get("/somewhere/", headers={"HX-Request": "true"})
    page = errors.page(request, 409, text="刚刚有人办理过。").content.decode()
    assert "<html" not in page
    assert 'role="alert"' in page
    assert "刚刚有人办理过。" in page


def test_the_pages_django_asks_for_have_their_status(rf: RequestFactory) -> None:
    request = rf.get("/somewhere/")
    assert errors.bad_request(request, SuspiciousOperation()).status_code == 400
    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413
    assert errors.permission_denied(request, PermissionError()).status_code == 403
    assert errors.page_not_found(request, LookupError()).status_code == 404
    assert errors.csrf_failure(request).status_code == 403
    assert errors.server_error(request).status_code == 500


def test_the_last_page_is_shown_even_where_the_shell_cannot_be_drawn(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(errors, "page", lambda *given: 1 / 0)
    response = errors.server_error(rf.get("/somewhere/"))
    assert response.status_code == 500
    assert errors.SENTENCES[500].why in response.content.decode()
    assert "could not be drawn" in caplog.text


def test_no_sentence_blames_or_jokes() -> None:
    words = " ".join(f"{one.title}{one.why}{one.next}" for one in errors.SENTENCES.values())
    assert re.findall(r"哎呀|抱歉啦|oops|Error|错误代码", words) == []
    assert all(one.next.endswith("。") for one in errors.SENTENCES.values())
