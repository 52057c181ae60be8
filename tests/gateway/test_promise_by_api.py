"""Promises, use again and acting for somebody by the API."""

import base64
from collections.abc import Callable
from datetime import date

import pytest

from tests.cases.stage import FILLED, PDF, publish
from tests.gateway.stage import APPLICATION, Caller, problem_of
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.people import steps
from zhujian.people.models import Mandate, Organisation, User

FILE = {
    "id": "statement",
    "filename": "证明.pdf",
    "content_base64": base64.b64encode(PDF).decode(),
}


@pytest.fixture
def me(item: Item, resident: User, caller_for: Callable[[User], Caller]) -> Caller:
    """The resident with his token."""
    return caller_for(resident)


def test_what_was_promised_for_later_is_handed_in(me: Caller) -> None:
    case = me.post("/cases", APPLICATION).json()
    (promise,) = case["promises"]
    assert (promise["material"], promise["kind"], promise["kept_at"]) == (
        "statement",
        "later",
        None,
    )
    assert "supply" in case["actions"]
    supplied = me.post(f"/cases/{case['number']}/supply", {"materials": [FILE]})
    assert supplied.status_code == 200, supplied.content.decode()
    assert supplied.json()["promises"][0]["kept_at"]
    assert "supply" not in supplied.json()["actions"]
    again = me.post(f"/cases/{case['number']}/supply", {"materials": [FILE]})
    problem_of(again, 409, "nothing_awaited")


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"id": "statement", "defer": True, "promise": True}, "materials.1.promise"),
        ({**FILE, "by_on": "2026-12-01"}, "materials.1.by_on"),
        ({"id": "statement", "promise": True}, "materials.statement"),
        ({"id": "statement", "defer": True, "by_on": "2000-01-01"}, "materials.statement"),
        ({"id": "statement", "reuse": "BJ20261124-000000-0.1"}, "materials.1"),
    ],
)
def test_what_cannot_be_promised_or_used_again_names_its_field(
    me: Caller, entry: dict[str, object], field: str
) -> None:
    body = {**APPLICATION, "materials": [APPLICATION["materials"][0], entry]}
    problem = problem_of(me.post("/cases", body), 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert me.get("/cases").json()["items"] == []


def test_a_supply_of_nothing_or_of_a_promise_is_refused(me: Caller) -> None:
    number = me.post("/cases", APPLICATION).json()["number"]
    here = f"/cases/{number}/supply"
    problem_of(me.post(here, {"materials": []}), 422)
    problem_of(me.post(here, {"materials": [{"id": "statement", "defer": True}]}), 422)
    problem_of(me.post(here, {"materials": [{**FILE, "id": "id-card"}]}), 422, "supply_unknown")


def test_one_acts_for_an_enterprise_on_a_mandate_in_force(
    human_resources: Organisation,
    resident: User,
    other_resident: User,
    caller_for: Callable[[User], Caller],
) -> None:
    publish(human_resources, code="510683209999", audience=("企业法人",))
    me = caller_for(resident)
    enterprise, _ = steps.ensure_enterprise(
        name="绵竹市演示食品有限公司", credit_code="91510683MA00000A0W"
    )
    mandate = Mandate.objects.create(
        ref="m1",
        person=resident,
        enterprise=enterprise,
        kind="staff",
        evidence="licence",
        since=date(2020, 1, 1),
        created_at=clock.now(),
        confirmed_at=clock.now(),
    )
    body = {
        **APPLICATION,
        "item": "510683209999",
        "form": FILLED,
        "on_behalf_of": {"mandate": "m1"},
    }
    problem_of(caller_for(other_resident).post("/cases", body), 404, "mandate_unknown")
    case = me.post("/cases", body).json()
    assert case["on_behalf_of"] == {"kind": "enterprise", "name": "绵竹市演示食品有限公司"}
    Mandate.objects.filter(pk=mandate.pk).update(revoked_at=clock.now())
    problem_of(me.get(f"/cases/{case['number']}"), 404)
    problem_of(me.post("/cases", body), 403, "mandate_ended")
