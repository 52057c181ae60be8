"""What the API's plays stand on: a small county, a caller with tokens, a complete item."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cases.stage import CODE, FILLED, FORM, LISTED_CODE, MATERIALS, PNG
from zhujian.catalogue.models import Guide, Item
from zhujian.divisions.models import Division, Level
from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR
from zhujian.people.actions import issue_token
from zhujian.people.models import Organisation, User
from zhujian.places.models import Place

API = "/api/v1"
APPLICATION: dict[str, Any] = {
    "item": CODE,
    "form": FILLED,
    "materials": [
        {
            "id": "id-card",
            "filename": "身份证.png",
            "content_base64": base64.b64encode(PNG).decode(),
        },
        {"id": "statement", "defer": True},
    ],
}


def snapshot(code: str, organisation: Organisation) -> dict[str, Any]:
    """Every element that the API shows of a guide."""
    return {
        "code": code,
        "name": "社会保障卡补领",
        "plain_name": "补办社保卡",
        "main_item": "",
        "kind": "公共服务",
        "kind_code": "20",
        "audience": ["自然人"],
        "organisation": {"slug": organisation.slug, "name": organisation.name},
        "summary": "社保卡丢失、损坏后补办",
        "conditions": "已经领过社会保障卡",
        "steps": [{"name": "申请", "days": 0, "by": "申请人"}],
        "materials": MATERIALS,
        "form": FORM,
        "promised": {"n": 5, "unit": "workday"},
        "statutory": {"n": 20, "unit": "workday"},
        "visits": 0,
        "fee": {"charged": False, "standard": "", "basis": ""},
        "legal_basis": ["社会保险法第五十八条"],
        "result": {"name": "社会保障卡", "kind": "证照"},
        "phones": {"consult": "0838-0000110", "supervise": "0838-0000510"},
        "delegated_from": None,
        "is_online": True,
        "version": 1,
    }


def new_item(code: str, status: str, organisation: Organisation, **more: Any) -> Item:
    """An item of the catalogue, straight into its table."""
    return Item.objects.create(
        code=code,
        name="社会保障卡补领",
        kind="20",
        status=status,
        organisation=organisation,
        created_at=clock.now(),
        changed_at=clock.now(),
        **more,
    )


@pytest.fixture
def town(db: None) -> Division:
    """A county with one town and one village."""
    county = Division.objects.create(
        code="510683000000", name="绵竹市", level=Level.COUNTY, lon=104.2, lat=31.34
    )
    town = Division.objects.create(
        code="510683103000", name="汉旺镇", level=Level.TOWN, parent=county, lon=104.17, lat=31.45
    )
    Division.objects.create(
        code="510683103001", name="武都社区居委会", level=Level.VILLAGE, parent=town
    )
    return town


@pytest.fixture
def hall(town: Division, human_resources: Organisation) -> Place:
    """Two places: the city's hall, and a station whose position nobody noted."""
    Place.objects.create(
        slug="hanwang-station",
        name="汉旺镇便民服务中心",
        category="station",
        division=town,
        area=town.code,
        address="汉霞路17号",
    )
    return Place.objects.create(
        slug="city-hall",
        name="绵竹市政务服务中心",
        category="hall",
        organisation=human_resources,
        division=town.parent,
        area=town.parent.code if town.parent else "",
        address="虚构路1号",
        lon=104.2,
        lat=31.34,
    )


@pytest.fixture
def item(human_resources: Organisation) -> Item:
    """A published item with every element, and a listed one."""
    new_item(LISTED_CODE, "listed", human_resources)
    found = new_item(CODE, "draft", human_resources, is_online=True, is_for_persons=True)
    guide = Guide.objects.create(
        item=found,
        version=1,
        snapshot=snapshot(CODE, human_resources),
        elements={},
        digest="0" * 64,
        published_at=clock.now(),
        published_by="system:demo",
    )
    Item.objects.filter(pk=found.pk).update(status="published", current_guide=guide)
    return Item.objects.get(pk=found.pk)


class Caller:
    """A program that calls the API, with or without a token."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, address: str, **query: Any) -> HttpResponse:
        """GET an address below /api/v1."""
        return self.client.get(f"{API}{address}", query, headers=self.headers)

    def post(
        self,
        address: str,
        body: Any = None,
        *,
        raw: bytes | None = None,
        content_type: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """POST a body as JSON, or raw bytes."""
        content = json.dumps(body).encode() if raw is None else raw
        return self.client.post(
            f"{API}{address}",
            content,
            content_type=content_type,
            headers={**self.headers, **headers},
        )


@pytest.fixture
def caller() -> Caller:
    """Nobody in particular."""
    return Caller()


@pytest.fixture
def caller_for(db: None) -> Callable[[User], Caller]:
    """Return a program that acts for a person."""

    def with_token(user: User, *scopes: str) -> Caller:
        return Caller(issue_token(by=OPERATOR, user=user, scopes=scopes or None))

    return with_token


def problem_of(response: HttpResponse, status: int, code: str = "") -> dict[str, Any]:
    """Return the problem of a refusal, checked to be whole."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert set(body) == {"type", "title", "status", "detail", "code", "errors", "reference"}
    assert body["status"] == status
    assert body["detail"]
    assert body["reference"]
    assert not code or body["code"] == code
    return body
