"""The description of the API is true: machines try every operation and find nothing.

Everything happens in this process. What a form of an item asks cannot stand in one description
of all items, nor which counts a rule has: a well-formed question may still be refused (422), and
the one check that forbids this is left out.
"""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.cases.stage import CODE, LISTED_CODE
from tests.gateway.stage import APPLICATION, Caller
from zhujian.catalogue.models import Item, ItemPlace
from zhujian.kernel.actors import OPERATOR
from zhujian.people.actions import issue_token
from zhujian.people.models import User
from zhujian.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = 8
LEFT_OUT = [positive_data_acceptance]
BOUNDED = hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


_django = get_wsgi_application()
_SIGNALS = (signals.request_started, signals.request_finished)


def application(environ: Any, start_response: Any) -> list[bytes]:
    """Django behind WSGI, keeping the test's connection open as Django's own client does."""
    for signal in _SIGNALS:
        signal.disconnect(close_old_connections)
    try:
        response = _django(environ, start_response)
        body = list(response)
        response.close()
    finally:
        for signal in _SIGNALS:
            signal.connect(close_old_connections)
    return body


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(autouse=True)
def small_county(item: Item, hall: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county with an item and places, in which nobody is told to slow down."""
    monkeypatch.setattr(settings, "API_WRITES_PER_PERSON", 1_000_000)


@pytest.fixture
def token(resident: User) -> str:
    """A token of the resident."""
    return issue_token(by=OPERATOR, user=resident)


@pytest.fixture
def number(item: Item, resident: User, caller_for: Callable[[User], Caller]) -> str:
    """The number of a case."""
    return str(caller_for(resident).post("/cases", APPLICATION).json()["number"])


@schema.parametrize()
@BOUNDED
def test_strangers_find_nothing(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=LEFT_OUT)


@schema.parametrize()
@BOUNDED
def test_a_resident_finds_nothing(case: schemathesis.Case, token: str, number: str) -> None:
    real = {"number": number, "code": CODE, "slug": "city-hall"}
    for name in case.path_parameters or {}:
        if len(str(case.path_parameters[name])) % 2:
            case.path_parameters[name] = real[name]
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=LEFT_OUT)


def validated(method: str, address: str, token: str = "", **parts: Any) -> Any:
    """Call one operation as it is meant, hold the answer against the description."""
    case = schema[f"/api/v1{address}"][method].Case(**parts)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = case.call(headers=headers)
    assert response.status_code in {200, 201}, response.text
    case.validate_response(response, headers=headers)
    return response.json()


def test_full_answers_are_as_described(
    token: str, clerk: User, approver: User, item: Item, hall: Place
) -> None:
    """What machines seldom find by chance: items, places, and a case from end to end."""
    ItemPlace.objects.create(
        item=item, place=hall, organisation=item.organisation, town=hall.area, offer=None
    )
    window, office = (issue_token(by=OPERATOR, user=user) for user in (clerk, approver))
    for address, parts in (
        ("/city", {}),
        ("/items", {"query": {"limit": 1}}),
        ("/items/{code}", {"path_parameters": {"code": CODE}}),
        ("/items/{code}", {"path_parameters": {"code": LISTED_CODE}}),
        (
            "/items/{code}/places",
            {"path_parameters": {"code": CODE}, "query": {"division": "汉旺镇"}},
        ),
        ("/places", {"query": {"near": "104.2,31.3", "item": CODE}}),
        ("/places/{slug}", {"path_parameters": {"slug": "city-hall"}}),
        ("/divisions", {"query": {"level": "village"}}),
        ("/organisations", {}),
        ("/deadline", {"query": {"rule": "SVC-05", "start": "2026-02-10"}}),
    ):
        validated("GET", address, **parts)

    body = validated("POST", "/cases", token, body=APPLICATION, media_type="application/json")
    at = {"path_parameters": {"number": body["number"]}, "media_type": "application/json"}
    validated("POST", "/cases/{number}/accept", window, body={"note": "齐"}, **at)
    validated("POST", "/cases/{number}/decide", office, body={"outcome": "granted"}, **at)
    validated("POST", "/cases/{number}/deliver", window, body={"how": "post"}, **at)
    validated("GET", "/cases", token)
    validated("GET", "/track/{number}", path_parameters=at["path_parameters"])
    mine = validated("GET", "/cases/{number}", token, path_parameters=at["path_parameters"])
    given = {"token": mine["rate_url"].rstrip("/").rsplit("/", 1)[-1], "stars": 4}
    validated("POST", "/ratings", body=given, media_type="application/json")
    assert validated("GET", "/ratings/summary")["counts"]["active"]["4"] == 1
