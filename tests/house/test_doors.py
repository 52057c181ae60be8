"""Every door has a sign, and no private door opens to a stranger."""

import re

import pytest
from django.test import Client

from tests.house.building import addresses

SAMPLES = {
    "int": "1",
    "slug": "nothing-here",
    "str": "nothing-here",
    "path": "nothing-here",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
THIRD_PARTY = ("api/v1/",)


def _sample(address: str) -> str:
    def fill(match: re.Match[str]) -> str:
        kind = match.group(1) or "str:"
        return SAMPLES.get(kind.rstrip(":"), "nothing-here")

    return "/" + re.sub(r"<(\w+:)?\w+>", fill, address).replace("^", "").replace("\\Z", "")


def _own() -> list[tuple[str, object]]:
    return [
        (address, pattern.callback)
        for address, pattern in addresses()
        if not address.startswith(THIRD_PARTY)
    ]


def test_every_view_carries_a_sign() -> None:
    unsigned = [address for address, view in _own() if not hasattr(view, "access_sign")]
    assert unsigned == []


@pytest.mark.django_db
def test_private_pages_refuse_a_stranger() -> None:
    client = Client()
    open_doors = []
    for address, view in _own():
        kind = getattr(view.access_sign, "kind", str(view.access_sign))  # type: ignore[attr-defined]
        if kind in {"public", "anyone", "token"}:
            continue
        response = client.get(_sample(address))
        if response.status_code not in {302, 403, 404, 405}:
            open_doors.append((address, response.status_code))
        elif response.status_code == 302 and "sign-in" not in response["Location"]:
            open_doors.append((address, response["Location"]))
    assert open_doors == []


@pytest.mark.django_db
def test_no_response_carries_inline_script_style_or_handlers() -> None:
    client = Client()
    guilty = []
    for address, _ in _own():
        response = client.get(_sample(address))
        if "text/html" not in response.get("Content-Type", ""):
            continue
        page = response.content.decode()
        if re.search(r"<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))", page):
            guilty.append((address, "script"))
        if re.search(r"\sstyle=\"", page) or "<style" in page:
            guilty.append((address, "style"))
        if re.search(r"\son(click|change|submit|load|input|keydown)=", page):
            guilty.append((address, "handler"))
    assert guilty == []


@pytest.mark.django_db
def test_pages_forbid_other_hosts_by_policy() -> None:
    response = Client().get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "http:" not in policy
    assert "https:" not in policy
