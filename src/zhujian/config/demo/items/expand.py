"""Entries expanded to the elements of a guide (`DOMAIN.md` §6.2)."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhujian.config.demo.items.forms import form_of
from zhujian.config.demo.items.laws import legal_bases
from zhujian.config.demo.items.library import domains, organisations, shared
from zhujian.config.demo.items.materials import materials_of

Entry = Mapping[str, Any]
Body = Mapping[str, Any]
HALL = "绵竹市政务服务中心"
HOURS = "工作日 9:00–12:00、13:00–17:00（法定节假日休息，调休上班的周末照常办理）"
_AUDIENCES = {"p": "1", "e": "2", "i": "3", "s": "4", "o": "6"}
_KINDS = {
    "许可": "01",
    "给付": "05",
    "确认": "07",
    "奖励": "08",
    "裁决": "09",
    "其他": "10",
    "服务": "20",
}
_DEPTH = ["2", "3", "4", "5", "6"]
_FIRST_MAIN = 101


def entries() -> Iterator[dict[str, Any]]:
    """Return every entry with what its family and its domain say for all of theirs."""
    for domain in domains():
        families = domain.get("families", {})
        common = {
            key: value
            for key, value in domain.items()
            if key not in {"families", "items", "fields"}
        }
        mains: dict[str, list[str]] = {}
        for item in domain["items"]:
            family = families[item["is"]] if "is" in item else {}
            entry = {**common, **family, **item}
            entry["papers"] = _papers(family, item)
            entry["faq"] = [*item.get("faq", ()), *family.get("faq", ())]
            main = mains.setdefault(entry.get("main", item["name"]), [])
            main.append(item["name"])
            entry["number"] = (list(mains).index(entry.get("main", item["name"])), len(main))
            entry["fields"] = domain.get("fields", {})
            yield entry


def _papers(family: Entry, item: Entry) -> list[str]:
    """Return the papers of both; the item's own word on a paper counts."""
    papers = [*family.get("papers", ()), *item.get("papers", ())]
    return list({paper.rstrip("~?"): paper for paper in papers}.values())


def expanded() -> Iterator[dict[str, Any]]:
    """Return the elements of every entry."""
    bodies: dict[str, Body] = {one["slug"]: one for one in organisations()}
    for turn, entry in enumerate(entries()):
        yield _elements(entry, bodies[entry["organisation"]], turn)


def _elements(entry: Entry, body: Body, turn: int) -> dict[str, Any]:
    kind = _KINDS[entry["kind"]]
    return {
        "code": _code(entry, body, kind),
        "name": entry["name"],
        "plain_name": entry["plain"],
        "aliases": entry.get("also", []),
        "main_item": entry.get("main", ""),
        "summary": entry["say"],
        "kind": kind,
        "organisation": body["slug"],
        "legal_basis": legal_bases(entry["law"]),
        "power_source": "1",
        "level": "4",
        "body_nature": _nature(body),
        "audience": [_AUDIENCES[letter] for letter in entry.get("who", "p")],
        "conditions": entry["when"],
        "consult": body["phone_consult"],
        "supervise": body["phone_supervise"],
        "materials": materials_of(entry["papers"]),
        "needs_no_materials": not entry["papers"],
        "faqs": [{"question": ask, "answer": answer} for ask, answer in entry["faq"]],
        "form": form_of(
            f"{entry['name']}申请表",
            entry.get("form", "@person"),
            entry["fields"],
            entry["domain"].replace("-", ""),
            turn,
        ),
        **_course(entry, body),
        **_place(entry),
        **_fee(entry),
        **_result(entry),
    }


def _code(entry: Entry, body: Body, kind: str) -> str:
    main, sub = entry["number"]
    suffix = sub if "main" in entry else 0
    return f"{body['credit_code']}451{kind}{entry['dept']}{_FIRST_MAIN + main:03d}{suffix:03d}"


def _nature(body: Body) -> str:
    if body["is_administrative"]:
        return "1"
    return "2" if body["credit_code"].startswith("12") else "9"


def _course(entry: Entry, body: Body) -> dict[str, Any]:
    statutory, promised = _limits(entry["days"])
    return {
        "handling": "2" if promised["n"] else "1",
        "statutory": statutory,
        "promised": promised,
        "steps": _steps(entry, body, promised["n"]),
        "special_procedures": ["2"] if entry.get("procedure") else ["0"],
    }


def _limits(days: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read 「20/8」 (working days by law, promised) and 「30日/15」."""
    law, _, promise = days.partition("/")
    unit = "day" if law.endswith("日") else "workday"
    promise = promise or law
    return (
        {"n": int(law.removesuffix("日")), "unit": unit},
        {"n": int(promise.removesuffix("日")), "unit": "day" if "日" in promise else "workday"},
    )


def _steps(entry: Entry, body: Body, days: int) -> list[dict[str, Any]]:
    course = shared("steps")[entry["steps"]]
    whole = sum(step["share"] for step in course["steps"]) or 1
    told, left = [], days
    for place, step in enumerate(course["steps"], start=1):
        is_last = place == len(course["steps"])
        spent = left if is_last else min(left, round(days * step["share"] / whole))
        left -= spent
        told.append(
            {
                "name": step["name"],
                "days": spent,
                "by": step["by"].format(office=body["short_name"]),
                "text": step["text"].format(
                    office=body["short_name"], check=entry.get("check", ""), what=_what(entry)
                ),
            }
        )
    return told


def _what(entry: Entry) -> str:
    return str(entry["result"].partition(" ")[2])


def _place(entry: Entry) -> dict[str, Any]:
    is_online = entry.get("online", True)
    visits = entry.get("visits", 0 if is_online else 1)
    found: dict[str, Any] = {
        "location": [entry.get("place", f"{HALL}综合窗口")],
        "hours": entry.get("hours", HOURS),
        "channels": ["1", "2", "3"] if is_online else ["1"],
        "visits": visits,
        "in_hall": entry.get("hall", True),
        "is_online": is_online,
        "by_post": entry.get("post", False),
        "is_bookable": entry.get("book", True),
        "self_service": entry.get("self", False),
        "scope": [entry.get("scope", "0")],
        "online_depth": _DEPTH if is_online else ["1"],
        "quota": entry.get("quota", "无数量限制"),
        "intermediary": entry.get("middle", "无"),
    }
    if visits:
        found["visit_reason"] = entry["why"]
    if entry.get("towns"):
        found["location"].append("各镇（街道）便民服务中心综合窗口")
    topics = entry.get("topics", [])
    if topics:
        found["person_topics" if "p" in entry.get("who", "p") else "legal_topics"] = topics
    return found


def _fee(entry: Entry) -> dict[str, Any]:
    fee = entry.get("fee")
    if not fee:
        return {"is_charged": False, "pays_online": False}
    name, standard, basis = fee
    return {
        "is_charged": True,
        "pays_online": True,
        "fee_items": [{"name": name, "standard": standard, "basis": basis}],
    }


def _result(entry: Entry) -> dict[str, Any]:
    kind, _, name = entry["result"].partition(" ")
    return {"result_kind": kind, "result_name": name}
