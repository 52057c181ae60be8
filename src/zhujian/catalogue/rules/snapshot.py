"""Elements turned into the snapshot that the public reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zhujian.catalogue.rules.elements import (
    AUDIENCES,
    BY_KEY,
    ELEMENTS,
    KINDS,
    RESULT_KINDS,
    Element,
)
from zhujian.catalogue.rules.general_form import GENERAL_FORM
from zhujian.catalogue.rules.shape.rows import MEDIA, NEEDS, PROMISE_KEYS, SOURCES

UNIT_WORDS = {"workday": "个工作日", "day": "日", "month": "个月"}
Elements = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    """The organisation that answers for an item."""

    slug: str
    name: str


def snapshot_of(elements: Elements, holder: Holder, version: int) -> dict[str, Any]:
    """Return the item in the shape of the API, with what the guide page shows besides.

    Where it is handled and its state are not part of it: they change without a new version.
    """
    return {
        "code": elements["code"],
        "name": elements["name"],
        "plain_name": elements.get("plain_name", ""),
        "aliases": elements.get("aliases", []),
        "main_item": elements.get("main_item", ""),
        "kind": KINDS[elements["kind"]],
        "kind_code": elements["kind"],
        "audience": [AUDIENCES[code] for code in elements.get("audience", ())],
        "organisation": {"slug": holder.slug, "name": holder.name},
        "summary": elements.get("summary", ""),
        "conditions": "\n".join(elements.get("conditions", ())),
        "steps": [_step(step) for step in elements.get("steps", ())],
        "materials": [_material(material) for material in elements.get("materials", ())],
        "form": elements.get("form") or dict(GENERAL_FORM),
        "statutory": _limit(elements.get("statutory")),
        "promised": _limit(elements.get("promised")),
        "promised_text": limit_text(elements.get("promised")),
        "statutory_text": limit_text(elements.get("statutory")),
        "visits": elements.get("visits", 0),
        "fee": _fee(elements),
        "legal_basis": list(elements.get("legal_basis", ())),
        "result": {
            "name": elements.get("result_name", "")
            or RESULT_KINDS.get(elements.get("result_kind", ""), ""),
            "kind": RESULT_KINDS.get(elements.get("result_kind", ""), ""),
            "sample_url": elements.get("result_sample", ""),
        },
        "phones": {
            "consult": elements.get("consult", ""),
            "supervise": elements.get("supervise", ""),
        },
        "hours": elements.get("hours", ""),
        "location": list(elements.get("location", ())),
        "version": version,
        "delegated_from": _delegation(elements),
        "is_online": bool(elements.get("is_online")),
        "is_on_the_spot": elements.get("handling") == "1",
        "online_url": elements.get("online_url", ""),
        "visit_reason": elements.get("visit_reason", ""),
        "faqs": list(elements.get("faqs", ())),
        "official": official_table(elements, version),
    }


def limit_text(limit: Any) -> str:
    """Return a time limit in words: 当场办结, 5 个工作日."""
    if not isinstance(limit, Mapping) or limit.get("n") is None:
        return ""
    if limit["n"] == 0:
        return "当场办结"
    return f"{limit['n']} {UNIT_WORDS[limit['unit']]}"


def _limit(limit: Any) -> dict[str, Any]:
    if not isinstance(limit, Mapping):
        return {"n": 0, "unit": "workday"}
    return {"n": limit["n"], "unit": limit["unit"]}


def _step(step: Elements) -> dict[str, Any]:
    return {
        "name": step["name"],
        "days": step.get("days"),
        "by": step.get("by", ""),
        "text": step.get("text", ""),
    }


def _material(material: Elements) -> dict[str, Any]:
    return {
        "id": material["id"],
        "name": material["name"],
        "document_type": material["document_type"],
        "required": material["required"],
        "required_text": NEEDS[material["required"]],
        "original": material["original"],
        "copies": material["copies"],
        "source": SOURCES[material["source"]],
        "source_note": material["source_note"],
        "medium": MEDIA[material["medium"]],
        "sample_url": material["sample_url"],
        "blank_url": material["blank_url"],
        "notes": material["notes"],
        "acceptance": material["acceptance"],
        "is_shared": material["is_shared"],
        "valid_months": material.get("valid_months"),
        "promise": _promise(material),
    }


def _promise(material: Elements) -> dict[str, str] | None:
    """Return the four elements of a promise instead of a proof, None where none may be given."""
    if not material.get("is_promisable"):
        return None
    return {key.removeprefix("promise_"): material[key] for key in PROMISE_KEYS}


def _fee(elements: Elements) -> dict[str, Any]:
    items = list(elements.get("fee_items", ()))
    return {
        "charged": bool(elements.get("is_charged")),
        "standard": "；".join(f"{item['name']}：{item['standard']}" for item in items),
        "basis": "；".join(dict.fromkeys(item["basis"] for item in items if item["basis"])),
        "items": items,
    }


def _delegation(elements: Elements) -> dict[str, Any] | None:
    if not elements.get("delegating_department"):
        return None
    return {
        "organisation": elements["delegating_department"],
        "document": elements.get("delegation_notice", ""),
        "since": elements.get("delegated_since"),
    }


def official_table(elements: Elements, version: int) -> list[dict[str, Any]]:
    """Return every element that is filled in, by group, each as name and text."""
    groups: dict[str, list[dict[str, str]]] = {}
    stated = {"state": "1", **elements, "version": version}
    for element in ELEMENTS:
        if element.shape in {"materials", "faqs", "form"} or element.key not in stated:
            continue
        text = element_text(element.key, stated[element.key])
        groups.setdefault(element.group, []).append({"label": element.label, "text": text})
    return [{"group": group, "rows": rows} for group, rows in groups.items()]


def _limit_words(value: Any) -> str:
    note = f"（{value['note']}）" if value.get("note") and value["n"] else ""
    return limit_text(value) + note


_TEXTS: Mapping[str, Callable[[Element, Any], str]] = {
    "yes": lambda _, value: "是" if value else "否",
    "code": lambda element, value: element.choices.get(value, str(value)),
    "codes": lambda element, value: "、".join(element.choices.get(one, one) for one in value),
    "limit": lambda _, value: _limit_words(value),
    "steps": lambda _, value: " → ".join(step["name"] for step in value),
    "fees": lambda _, value: "；".join(
        f"{fee['name']}：{fee['standard']}（{fee['basis']}）" for fee in value
    ),
    "lines": lambda _, value: "；".join(value),
}


def element_text(key: str, value: Any) -> str:
    """Return the value of an element in words."""
    element = BY_KEY[key]
    in_words = _TEXTS.get(element.shape)
    return in_words(element, value) if in_words else str(value)
