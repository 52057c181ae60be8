"""Whole lives of a case: submitted, accepted, decided, delivered; in process and over HTTP."""

import base64
import http.client
import json
import statistics
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db import connections

from zhujian.cases.actions import accept_case, decide_case, deliver_case, submit_case
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.catalogue.schemas import example_of
from zhujian.catalogue.states import ItemStatus
from zhujian.catalogue.steps import ItemForCase, item_for_application
from zhujian.kernel.refusals import Refused
from zhujian.ops.bench import rig
from zhujian.people.actions import issue_token
from zhujian.people.models import Resident, User
from zhujian.people.queries import find_user

# A page of a PDF as small as one can be: what is measured is the case, not its papers.
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OFFICE = "human-resources"
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Rate:
    """Lives a second, and what a call costs in milliseconds (median, 95th of a hundred)."""

    lives: int
    per_second: float
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays, and what is applied for."""

    residents: list[User]
    clerk: User
    approver: User
    item: ItemForCase


def cast() -> Cast:
    """Return the demo city's people and an item that is applied for online with a paper."""
    codes = Item.objects.filter(
        organisation__slug=OFFICE, status=ItemStatus.PUBLISHED, is_online=True
    ).order_by("code")
    items = [item_for_application(item.code) for item in codes]
    asked = [item for item in items if _wanted(item)]
    clerk, approver = find_user("clerk"), find_user("approver")
    residents = [one.user for one in Resident.objects.select_related("user").order_by("pk")]
    if not asked or clerk is None or approver is None or not residents:
        raise Refused("bench_broken", "这个数据库里没有演示城市。")
    return Cast(residents, clerk, approver, asked[0])


def in_process(count: int) -> Rate:
    """Play `count` lives one after the other by the rooms' actions."""
    who = cast()
    form = example_of(who.item.form)
    papers = [HandedFile(name, f"{name}.pdf", PAPER) for name in _wanted(who.item)]
    calls: list[float] = []

    def timed(action: Any, **what: Any) -> Any:
        begun = time.perf_counter()
        result = action(**what)
        calls.append((time.perf_counter() - begun) * 1000)
        return result

    def live(place: int) -> None:
        case = timed(
            submit_case,
            by=who.residents[place % len(who.residents)],
            item_code=who.item.code,
            form=form,
            materials=papers,
        )
        timed(accept_case, by=who.clerk, number=case.number)
        timed(decide_case, by=who.approver, number=case.number, outcome="granted")
        timed(deliver_case, by=who.clerk, number=case.number, how="counter")

    for place in range(10):
        live(place)
    calls.clear()
    begun = time.perf_counter()
    for place in range(count):
        live(place)
    return _rate(count, time.perf_counter() - begun, calls)


@dataclass(slots=True)
class _Client:
    """One of those who play over HTTP, with a connection of his own."""

    address: str
    tokens: dict[str, str]
    calls: list[float] = field(default_factory=list)
    lives: int = 0

    def play(self, body: bytes, until: float) -> None:
        host = urlsplit(self.address).netloc
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        while time.perf_counter() < until:
            case = self._post(connection, "resident", "", body)
            number = case["number"]
            self._post(connection, "clerk", f"/{number}/accept", b"{}")
            self._post(connection, "approver", f"/{number}/decide", b'{"outcome":"granted"}')
            self._post(connection, "clerk", f"/{number}/deliver", b'{"how":"counter"}')
            self.lives += 1
        connection.close()

    def _post(
        self, connection: http.client.HTTPConnection, who: str, path: str, body: bytes
    ) -> dict[str, Any]:
        headers = {
            "Authorization": f"Bearer {self.tokens[who]}",
            "Content-Type": "application/json",
        }
        begun = time.perf_counter()
        connection.request("POST", f"/api/v1/cases{path}", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        self.calls.append((time.perf_counter() - begun) * 1000)
        if answer.status not in {200, 201}:
            raise Refused("bench_broken", f"{path or '提交'} 没有成功：{text.decode()[:300]}")
        found: dict[str, Any] = json.loads(text)
        return found


def over_http(*, clients: int, seconds: int) -> Rate:
    """Let several clients play lives over HTTP against the product's own server."""
    who = cast()
    body = json.dumps(
        {
            "item": who.item.code,
            "form": example_of(who.item.form),
            "materials": [
                {
                    "id": name,
                    "filename": f"{name}.pdf",
                    "content_base64": base64.b64encode(PAPER).decode(),
                }
                for name in _wanted(who.item)
            ],
        },
        default=str,
    ).encode()
    staff = {
        "clerk": issue_token(by=who.clerk, user=who.clerk),
        "approver": issue_token(by=who.approver, user=who.approver),
    }
    players = who.residents[:clients]
    tokens = [{**staff, "resident": issue_token(by=one, user=one)} for one in players]
    connections.close_all()
    with rig.house(workers=2, is_pinned=False) as address:
        at_work = [_Client(address, one) for one in tokens]
        until = time.perf_counter() + seconds
        begun = time.perf_counter()
        threads = [threading.Thread(target=one.play, args=(body, until)) for one in at_work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = time.perf_counter() - begun
    calls = [cost for one in at_work for cost in one.calls]
    return _rate(sum(one.lives for one in at_work), spent, calls)


def _wanted(item: ItemForCase) -> list[str]:
    return [one["id"] for one in item.materials if one["required"] == "required"]


def _rate(lives: int, seconds: float, calls: list[float]) -> Rate:
    if not lives:
        raise Refused("bench_broken", "没有一件办件走完。")
    p95 = statistics.quantiles(calls, n=20)[-1]
    return Rate(lives, lives / seconds, statistics.median(calls), p95)
