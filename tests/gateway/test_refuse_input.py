"""Bad input: every kind is answered in Chinese, names its place, and changes nothing."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from tests.cases.stage import LISTED_CODE, PDF
from tests.gateway.stage import APPLICATION, Caller, problem_of
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.kernel.actors import OPERATOR
from zhujian.people.actions import issue_token, revoke_token
from zhujian.people.models import ApiToken, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def me(item: Item, resident: User, caller_for: Callable[[User], Caller]) -> Caller:
    """The resident's program."""
    return caller_for(resident)


def changed(**fields: Any) -> dict[str, Any]:
    """Return the application with some fields changed; None takes a field away."""
    return {k: v for k, v in {**APPLICATION, **fields}.items() if v is not None}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "invalid"),
        (b"{", "json"),
        (b"[]", "json"),
        (b'"text"', "json"),
        (b"null", "json"),
        (b"\xff\xfe{\x00}\x00", "json"),
        ("\ufeff{}".encode(), "json"),
        (b'{"item":"a","item":"b"}', "json"),
        (b'{"item":NaN}', "json"),
        (b'{"item":Infinity}', "json"),
        (b'{"item":1e999}', "json"),
        (b'{"item":' + b"9" * 5000 + b"}", "json"),
        (b'{"item":' + b"[" * 5000 + b"]" * 5000 + b"}", "json"),
        (b'{"form":' + b'{"a":' * 60 + b"1" + b"}" * 60 + b"}", "json"),
        (b'{"item":"a\\u0000b"}', "characters"),
        (b'{"item":"\\ud800"}', "characters"),
        (b'{"form":{"\\udfff":1}}', "characters"),
        (b"item=1", "json"),
    ],
)
def test_a_body_that_is_no_clear_json_is_refused(me: Caller, raw: bytes, code: str) -> None:
    problem_of(me.post("/cases", raw=raw), 422, code)
    assert not Case.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/xml", "", "x"])
def test_another_content_type_is_refused(me: Caller, kind: str) -> None:
    raw = json.dumps(APPLICATION).encode()

    body = problem_of(me.post("/cases", raw=raw, content_type=kind), 422, "content_type")

    assert body["errors"][0]["field"] == "Content-Type"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"item": None}, "item", "缺少"),
        ({"item": ""}, "item", "不能为空"),
        ({"item": 5}, "item", "应为文字"),
        ({"item": "x" * 101}, "item", "最多 100 个字"),
        ({"form": []}, "form", "应为对象"),
        ({"form": {}}, "form.name", ""),
        ({"division": "无此镇"}, "division", "没有找到"),
        ({"colour": "red"}, "colour", "没有这个字段"),
        ({"materials": {}}, "materials", "应为列表"),
        ({"materials": [{}]}, "materials.0.id", "缺少"),
        ({"materials": [{"id": "id-card", "size": 1}]}, "materials.0.size", "没有这个字段"),
        ({"materials": [{"id": "id-card"}]}, "materials.0.filename", "文件名"),
        ({"materials": [{"id": "id-card", "defer": "yes"}]}, "materials.0.defer", "true"),
        (
            {"materials": [{"id": "id-card", "filename": "a.png"}]},
            "materials.0.content_base64",
            "文件内容",
        ),
        (
            {"materials": [{"id": "id-card", "filename": "a.png", "content_base64": "?"}]},
            "materials.0.content_base64",
            "Base64",
        ),
        (
            {
                "materials": [
                    {
                        "id": "id-card",
                        "filename": "身份证.png",
                        "content_base64": base64.b64encode(PDF).decode(),
                    },
                    {"id": "statement", "defer": True},
                ]
            },
            "materials.0",
            "",
        ),
        ({"materials": []}, "materials.id-card", "请提交"),
    ],
)
def test_each_wrong_field_is_named_in_chinese(
    me: Caller, fields: dict[str, Any], field: str, words: str
) -> None:
    body = problem_of(me.post("/cases", changed(**fields)), 422)

    reasons = {error["field"]: error["reason"] for error in body["errors"]}
    assert field in reasons
    assert words in reasons[field]
    assert all(not reason.isascii() for reason in reasons.values())
    assert not Case.objects.exists()


def test_an_unknown_and_a_listed_item_are_refused(me: Caller) -> None:
    problem_of(me.post("/cases", changed(item="nothing")), 404, "item_unknown")
    problem_of(me.post("/cases", changed(item=LISTED_CODE)), 422, "item_listed")
    assert not Case.objects.exists()


def test_a_file_that_is_too_large_is_refused(me: Caller) -> None:
    content = b"%PDF-1.4\n" + b"0" * settings.MAX_FILE_BYTES
    large = {
        "id": "id-card",
        "filename": "a.pdf",
        "content_base64": base64.b64encode(content).decode(),
    }

    problem_of(me.post("/cases", changed(materials=[large])), 413)
    assert not Case.objects.exists()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(me: Caller) -> None:
    problem_of(me.post("/cases/BJ20261124-7K3M9Q-G/accept", raw=b" " * 1_100_000), 413, "too_large")
    problem_of(me.post("/ratings", raw=b" " * 1_100_000), 413, "too_large")
    huge = settings.MAX_CASE_BYTES * 4 // 3 + 2 * 1024 * 1024
    response = me.client.post(
        "/api/v1/cases",
        b"{}",
        content_type="application/json",
        headers=me.headers,
        CONTENT_LENGTH=str(huge),
    )
    problem_of(response, 413)


def test_without_a_usable_token_nothing_is_written(
    caller: Caller, item: Item, resident: User
) -> None:
    text = issue_token(by=OPERATOR, user=resident)
    for authorization in ("", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer \u00e9", text):
        headers = {"authorization": authorization} if authorization else {}
        response = caller.post("/cases", APPLICATION, **headers)
        problem_of(response, 401, "unauthorised")
        assert response["WWW-Authenticate"].startswith("Bearer")
    assert caller.get("/cases").status_code == 401
    assert caller.post("/cases", raw=b"{").status_code in {401, 422}

    revoke_token(by=OPERATOR, ref=ApiToken.objects.get().ref)
    problem_of(caller.post("/cases", APPLICATION, authorization=f"Bearer {text}"), 401)
    assert not Case.objects.exists()


def test_a_token_does_nothing_beyond_its_scope(
    item: Item, resident: User, caller_for: Callable[..., Caller]
) -> None:
    reader = caller_for(resident, "cases:read")

    problem_of(reader.post("/cases", APPLICATION), 403, "scope")
    assert reader.get("/cases").json() == {"items": [], "next": None}
    problem_of(caller_for(resident, "cases:write").get("/cases"), 403, "scope")


def test_who_may_not_see_may_not_know_and_who_may_not_do_is_told(
    me: Caller,
    other_resident: User,
    stranger: User,
    handler: User,
    approver: User,
    caller_for: Callable[[User], Caller],
) -> None:
    number = me.post("/cases", APPLICATION).json()["number"]

    for outsider in (caller_for(other_resident), caller_for(stranger)):
        problem_of(outsider.get(f"/cases/{number}"), 404)
        problem_of(outsider.post(f"/cases/{number}/accept", {}), 404)
        assert outsider.get("/cases").json()["items"] == []
    problem_of(me.post(f"/cases/{number}/accept", {}), 403)
    problem_of(me.post(f"/cases/{number}/decide", {"outcome": "granted"}), 403)
    insider = caller_for(approver)
    problem_of(insider.post(f"/cases/{number}/decide", {"outcome": "granted"}), 409)
    problem_of(insider.post(f"/cases/{number}/decide", {"outcome": "maybe"}), 422)
    problem_of(insider.post(f"/cases/{number}/decide", raw=b""), 422)
    problem_of(caller_for(handler).post(f"/cases/{number}/deliver", {"how": "counter"}), 409)
    problem_of(insider.post(f"/cases/{number}/dance", {}), 404)
    problem_of(insider.post("/cases/BJ20261124-7K3M9Q-A/accept", {}), 422, "number_check")
    assert Case.objects.get().state == "submitted"


def test_a_refusal_without_a_reason_names_the_note(
    me: Caller, clerk: User, approver: User, caller_for: Callable[[User], Caller]
) -> None:
    number = me.post("/cases", APPLICATION).json()["number"]
    assert caller_for(clerk).post(f"/cases/{number}/accept").status_code in {200, 422}
    if Case.objects.get().state == "submitted":
        caller_for(clerk).post(f"/cases/{number}/accept", {})

    body = problem_of(
        caller_for(approver).post(f"/cases/{number}/decide", {"outcome": "refused"}), 422
    )

    assert body["errors"][0]["field"] == "note"
    too_long = problem_of(
        caller_for(approver).post(
            f"/cases/{number}/decide", {"outcome": "refused", "note": "长" * 501}
        ),
        422,
    )
    assert too_long["errors"][0] == {"field": "note", "reason": "最多 500 个字。"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"stars": 5}, "token"),
        ({"token": "x", "stars": 0}, "stars"),
        ({"token": "x", "stars": 6}, "stars"),
        ({"token": "x", "stars": "5"}, "stars"),
        ({"token": "x", "stars": 4.5}, "stars"),
        ({"token": "x", "stars": True}, "stars"),
        ({"token": "x", "stars": 10**30}, "stars"),
        ({"token": "x", "stars": 5, "options": "510"}, "options"),
        ({"token": "x", "stars": 5, "options": [510]}, "options.0"),
        ({"token": "x", "stars": 5, "text": "长" * 151}, "text"),
        ({"token": "x", "stars": 5, "name": "我"}, "name"),
    ],
)
def test_a_rating_names_what_is_wrong(caller: Caller, body: dict[str, Any], field: str) -> None:
    found = problem_of(caller.post("/ratings", body), 422)

    assert field in [error["field"] for error in found["errors"]]


def test_a_rating_with_an_unknown_token_is_not_found(caller: Caller) -> None:
    problem_of(caller.post("/ratings", {"token": "x", "stars": 5}), 404)


def test_lists_of_cases_name_what_is_wrong(me: Caller) -> None:
    for query, field in (
        ({"state": "dancing"}, "state"),
        ({"due_before": "tomorrow"}, "due_before"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "9" * 400}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "x" * 401}, "cursor"),
        ({"colour": "red"}, "colour"),
        ({"state": ["submitted", "accepted"]}, "state"),
    ):
        body = problem_of(me.get("/cases", **query), 422)
        assert field in [error["field"] for error in body["errors"]]


def test_cases_page_by_cursor(me: Caller) -> None:
    numbers = [me.post("/cases", APPLICATION).json()["number"] for _ in range(3)]

    first = me.get("/cases", limit=2).json()
    second = me.client.get(first["next"], headers=me.headers).json()

    assert [one["number"] for one in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None
    assert len(me.get("/cases", state="submitted").json()["items"]) == 3
    assert me.get("/cases", state="decided").json()["items"] == []
    assert me.get("/cases", due_before="2026-01-01").json()["items"] == []
