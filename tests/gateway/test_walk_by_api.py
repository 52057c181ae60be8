"""The whole walk by API: apply, accept, decide, deliver, track, rate, and the journal is clean."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.gateway.stage import APPLICATION, Caller, problem_of
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.journal.models import Line
from zhujian.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_resident_applies_is_served_follows_and_rates(
    item: Item,
    resident: User,
    clerk: User,
    approver: User,
    caller: Caller,
    caller_for: Callable[[User], Caller],
) -> None:
    me, window, office = caller_for(resident), caller_for(clerk), caller_for(approver)

    submitted = me.post("/cases", APPLICATION)
    assert submitted.status_code == 201, submitted.content.decode()
    number = submitted.json()["number"]
    assert submitted.json()["actions"] == ["supply", "withdraw"]
    assert submitted.json()["rate_url"] is None

    accepted = window.post(f"/cases/{number}/accept", {"note": "材料齐全"})
    assert accepted.status_code == 200, accepted.content.decode()
    decided = office.post(f"/cases/{number}/decide", {"outcome": "granted"})
    assert decided.status_code == 200, decided.content.decode()
    assert decided.json()["outcome"] == "granted"
    delivered = window.post(f"/cases/{number}/deliver", {"how": "counter"})
    assert delivered.status_code == 200, delivered.content.decode()

    track = caller.get(f"/track/{number.lower()}").json()
    assert track["steps"][0]["by"] == "申请人"
    assert len(track["steps"]) == 4
    assert track["title"] is None
    assert (track["kind"], track["kind_text"]) == ("case", "办件")

    mine = me.get(f"/cases/{number}").json()
    assert mine["steps"][0]["text"] == track["steps"][0]["text"]
    token = mine["rate_url"].rstrip("/").rsplit("/", 1)[-1]
    rated = caller.post("/ratings", {"token": token, "stars": 5, "options": ["510"], "text": "快"})
    assert rated.status_code == 201, rated.content.decode()
    assert caller.post("/ratings", {"token": token, "stars": 5}).status_code == 409

    summary = caller.get("/ratings/summary", item=item.code).json()
    assert summary["counts"]["active"]["5"] == 1
    assert summary["sample"] == 1
    assert summary["response_rate"] == 1
    journal.seal()
    assert journal.prove(rated.json()["receipt"]).is_proven
    assert journal.verify().exit_status == 0


def test_the_applicant_takes_an_application_back(
    item: Item, resident: User, caller_for: Callable[[User], Caller]
) -> None:
    me = caller_for(resident)
    number = me.post("/cases", APPLICATION).json()["number"]

    withdrawn = me.post(f"/cases/{number}/withdraw", raw=b"")

    assert withdrawn.status_code == 200
    assert withdrawn.json()["state"] == "withdrawn"
    assert withdrawn.json()["actions"] == []
    assert me.post(f"/cases/{number}/withdraw", raw=b"").status_code == 409


def test_a_correction_and_a_refusal_by_api(
    item: Item,
    resident: User,
    clerk: User,
    approver: User,
    caller_for: Callable[[User], Caller],
) -> None:
    me, window, office = caller_for(resident), caller_for(clerk), caller_for(approver)
    number = me.post("/cases", APPLICATION).json()["number"]
    by_on = (clock.today() + timedelta(days=10)).isoformat()
    asking = {"missing": ["请补单位证明"], "by_on": by_on, "note": "谢谢"}

    problem_of(window.post(f"/cases/{number}/request-correction", {"missing": []}), 422)
    problem_of(office.post(f"/cases/{number}/request-correction", asking), 403)
    asked = window.post(f"/cases/{number}/request-correction", asking)
    assert asked.status_code == 200, asked.content.decode()
    assert asked.json()["state"] == "correcting"
    assert asked.json()["correction"]["missing"] == ["请补单位证明"]
    assert asked.json()["correction"]["by_on"] == by_on
    problem_of(window.post(f"/cases/{number}/accept", {}), 409)

    problem_of(me.post(f"/cases/{number}/submit-correction", {"form": {"x": 1}}), 422)
    file = {**APPLICATION["materials"][0], "id": "statement"}
    sent = me.post(f"/cases/{number}/submit-correction", {"materials": [file]})
    assert sent.status_code == 200, sent.content.decode()
    assert sent.json()["state"] == "submitted"
    assert [step["by"] for step in sent.json()["steps"]][-1] == "申请人"
    problem_of(window.post(f"/cases/{number}/request-correction", asking), 409, "correction_once")

    problem_of(window.post(f"/cases/{number}/refuse", {}), 422, "reason_missing")
    refused = window.post(
        f"/cases/{number}/refuse", {"note": "不属于本机关职权", "authority": "绵竹市民政局"}
    )
    assert refused.status_code == 200, refused.content.decode()
    assert refused.json()["state"] == "not-accepted"
    assert refused.json()["competent_authority"] == "绵竹市民政局"
    assert "行政复议" in refused.json()["remedies"]
    assert window.post(f"/cases/{number}/accept", {}).status_code == 409


def test_the_clock_is_stopped_started_and_lengthened_by_api(
    item: Item,
    resident: User,
    handler: User,
    approver: User,
    caller_for: Callable[[User], Caller],
) -> None:
    me, office, chief = caller_for(resident), caller_for(handler), caller_for(approver)
    number = me.post("/cases", APPLICATION).json()["number"]
    office.post(f"/cases/{number}/accept", {})

    asking = {"procedure": "expert-review", "days": 5}
    problem_of(office.post(f"/cases/{number}/suspend", {**asking, "procedure": "nap"}), 422)
    problem_of(office.post(f"/cases/{number}/suspend", {**asking, "days": 0}), 422)
    problem_of(chief.post(f"/cases/{number}/suspend", asking), 403)
    suspended = office.post(f"/cases/{number}/suspend", asking)
    assert suspended.status_code == 200, suspended.content.decode()
    assert suspended.json()["state"] == "suspended"
    assert suspended.json()["suspension"]["procedure"] == "expert-review"
    assert "resume" in suspended.json()["actions"]
    problem_of(chief.post(f"/cases/{number}/decide", {"outcome": "granted"}), 409)
    resumed = office.post(f"/cases/{number}/resume", raw=b"")
    assert resumed.status_code == 200, resumed.content.decode()
    assert resumed.json()["state"] == "accepted"
    assert resumed.json()["suspension"] is None

    before = resumed.json()["due_on"]
    problem_of(chief.post(f"/cases/{number}/extend", {"days": 5}), 422, "reason_missing")
    problem_of(chief.post(f"/cases/{number}/extend", {"days": 11, "note": "核实"}), 422)
    problem_of(office.post(f"/cases/{number}/extend", {"days": 5, "note": "核实"}), 403)
    extended = chief.post(f"/cases/{number}/extend", {"days": 5, "note": "核实"})
    assert extended.status_code == 200, extended.content.decode()
    assert extended.json()["due_on"] > before
    assert "延长5个工作日" in extended.json()["due_why"]


def test_a_decision_is_corrected_and_revoked_by_api(
    item: Item,
    resident: User,
    clerk: User,
    approver: User,
    caller_for: Callable[[User], Caller],
) -> None:
    me, window, office = caller_for(resident), caller_for(clerk), caller_for(approver)
    number = me.post("/cases", APPLICATION).json()["number"]
    window.post(f"/cases/{number}/accept", {})
    office.post(f"/cases/{number}/decide", {"outcome": "granted"})
    window.post(f"/cases/{number}/deliver", {"how": "post"})
    problem_of(office.post(f"/cases/{number}/correct", {}), 422, "reason_missing")
    problem_of(window.post(f"/cases/{number}/correct", {"note": "更正"}), 403)
    assert office.post(f"/cases/{number}/correct", {"note": "更正"}).json()["state"] == "decided"
    revoked = office.post(f"/cases/{number}/revoke", {"note": "材料不真实"})
    assert revoked.status_code == 200, revoked.content.decode()
    assert revoked.json()["state"] == "revoked"
    assert revoked.json()["actions"] == []


def test_an_extension_after_the_date_is_refused_by_api_and_changes_nothing(
    item: Item,
    resident: User,
    handler: User,
    approver: User,
    caller_for: Callable[[User], Caller],
) -> None:
    number = caller_for(resident).post("/cases", APPLICATION).json()["number"]
    caller_for(handler).post(f"/cases/{number}/accept", {})
    chief = caller_for(approver)
    before = chief.get(f"/cases/{number}").json()
    lines, deadlines = Line.objects.count(), list(Deadline.objects.values())
    with clock.moved_to(clock.now() + timedelta(days=30)):
        assert "extend" not in chief.get(f"/cases/{number}").json()["actions"]
        late = chief.post(f"/cases/{number}/extend", {"days": 5, "note": "核实"})
        problem_of(late, 409, "extension_late")
    after = chief.get(f"/cases/{number}").json()
    assert after == before
    assert not Line.objects.filter(verb="case.extend").exists()
    assert (Line.objects.count(), list(Deadline.objects.values())) == (lines, deadlines)
