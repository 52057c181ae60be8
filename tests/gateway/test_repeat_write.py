"""Idempotency keys and limits of writes."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from tests.gateway.stage import APPLICATION, Caller, problem_of
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.gateway import jobs
from zhujian.gateway.models import RememberedAnswer, WriteCount
from zhujian.gateway.steps import repeating
from zhujian.kernel import clock
from zhujian.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)
KEY = {"Idempotency-Key": "7c1f2c52-9d6e-4d5a-8f6e-1f0f2b0a9b11"}


@pytest.fixture
def me(item: Item, resident: User, caller_for: Callable[[User], Caller]) -> Caller:
    """The resident's program."""
    return caller_for(resident)


def test_the_same_key_and_body_is_done_once_and_answered_the_same(me: Caller) -> None:
    first = me.post("/cases", APPLICATION, **KEY)
    again = me.post("/cases", APPLICATION, **KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(me: Caller) -> None:
    me.post("/cases", APPLICATION, **KEY)

    other = me.post("/cases", {**APPLICATION, "division": ""}, **KEY)

    assert problem_of(other, 422, "idempotency_key")["errors"][0]["field"] == "Idempotency-Key"
    assert Case.objects.count() == 1


def test_the_same_key_for_another_move_is_refused(
    me: Caller, clerk: User, caller_for: Callable[[User], Caller]
) -> None:
    number = me.post("/cases", APPLICATION).json()["number"]
    window = caller_for(clerk)

    assert window.post(f"/cases/{number}/accept", {}, **KEY).status_code == 200
    assert window.post(f"/cases/{number}/accept", {}, **KEY).status_code == 200
    problem_of(window.post(f"/cases/{number}/withdraw", {}, **KEY), 422, "idempotency_key")


def test_two_persons_may_use_the_same_key(
    me: Caller, other_resident: User, caller_for: Callable[[User], Caller]
) -> None:
    me.post("/cases", APPLICATION, **KEY)

    assert caller_for(other_resident).post("/cases", APPLICATION, **KEY).status_code == 201
    assert Case.objects.count() == 2


def test_a_refusal_is_not_remembered(me: Caller) -> None:
    problem_of(me.post("/cases", {**APPLICATION, "form": {}}, **KEY), 422)

    assert not RememberedAnswer.objects.exists()
    assert me.post("/cases", APPLICATION, **KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "键", "x" * 121, "a b"])
def test_a_key_that_is_none_is_refused(me: Caller, key: str) -> None:
    problem_of(me.post("/cases", APPLICATION, **{"Idempotency-Key": key}), 422, "idempotency_key")


def test_the_remembered_answer_stands_encrypted_and_is_forgotten_in_time(me: Caller) -> None:
    number = me.post("/cases", APPLICATION, **KEY).json()["number"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM gateway_rememberedanswer")
        assert number.encode() not in bytes(cursor.fetchone()[0])
    later = clock.now() + timedelta(hours=settings.API_KEYS_LAST_HOURS, minutes=1)

    with clock.moved_to(later):
        assert me.post("/cases", APPLICATION, **KEY).json()["number"] != number
    with clock.moved_to(later + timedelta(days=2)):
        assert jobs.forget_old() >= 2
    assert not RememberedAnswer.objects.exists()
    assert not WriteCount.objects.exists()


def test_a_key_whose_first_request_never_ended_is_not_done_again(
    me: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeating, "PATIENCE_SECONDS", 0.1)
    me.post("/cases", APPLICATION, **KEY)
    RememberedAnswer.objects.update(status=None)

    response = me.post("/cases", APPLICATION, **KEY)

    problem_of(response, 409, "idempotency_running")
    assert response["Retry-After"] == "2"
    assert Case.objects.count() == 1


def test_the_same_key_at_the_same_time_is_done_once(me: Caller) -> None:
    if connection.vendor != "postgresql":  # in memory SQLite locks whole tables: one after another
        assert me.post("/cases", APPLICATION, **KEY).json() == (
            me.post("/cases", APPLICATION, **KEY).json()
        )
        return
    answers: list[dict[str, Any]] = []

    def apply() -> None:
        answers.append(json.loads(me.post("/cases", APPLICATION, **KEY).content))
        connections.close_all()

    threads = [threading.Thread(target=apply) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({answer["number"] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_a_rating_is_repeated_by_its_key(
    me: Caller,
    caller: Caller,
    clerk: User,
    approver: User,
    caller_for: Callable[[User], Caller],
) -> None:
    number = me.post("/cases", APPLICATION).json()["number"]
    caller_for(clerk).post(f"/cases/{number}/accept", {})
    caller_for(approver).post(f"/cases/{number}/decide", {"outcome": "granted"})
    token = me.get(f"/cases/{number}").json()["rate_url"].rstrip("/").rsplit("/", 1)[-1]
    body = {"token": token, "stars": 5, "options": ["510"], "text": ""}

    first = caller.post("/ratings", body, **KEY)

    assert first.status_code == 201
    assert caller.post("/ratings", body, **KEY).json() == first.json()
    problem_of(caller.post("/ratings", {**body, "stars": 1}, **KEY), 422, "idempotency_key")
    problem_of(caller.post("/ratings", body), 409)


def test_too_many_writes_of_a_person_are_refused_with_the_time_to_wait(
    me: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "API_WRITES_PER_PERSON", 2)
    with clock.moved_to(clock.now().replace(second=10)):
        assert me.post("/cases", APPLICATION).status_code == 201
        assert me.post("/cases", {**APPLICATION, "form": {}}).status_code == 422
        response = me.post("/cases", APPLICATION)
        problem_of(response, 429, "too_many")
        assert response["Retry-After"] == "50"
        assert me.get("/cases").status_code == 200
        assert Case.objects.count() == 1
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        assert me.post("/cases", APPLICATION).status_code == 201


def test_too_many_writes_of_an_organisation_are_refused(
    me: Caller, clerk: User, caller_for: Callable[[User], Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = me.post("/cases", APPLICATION).json()["number"]
    monkeypatch.setattr(settings, "API_WRITES_PER_ORGANISATION", 1)
    window = caller_for(clerk)
    with clock.moved_to(clock.now()):
        assert window.post(f"/cases/{number}/accept", {}).status_code == 200
        problem_of(window.post(f"/cases/{number}/accept", {}), 429, "too_many")
