"""A guide in the order in which a person follows it, for its page."""

from collections.abc import Sequence
from typing import Any

from zhujian.catalogue.queries import GuideView, PlaceView
from zhujian.catalogue.states import ItemStatus
from zhujian.web.templating import url

_NEED_WORDS = {"required": "", "deferrable": "可以后补", "optional": "需要时才带"}
SHOWN_PLACES = 20


def guide_context(
    view: GuideView, places: Sequence[PlaceView], twin: tuple[str, str] | None = None
) -> dict[str, Any]:
    """Return what the template of a guide shows."""
    shot = view.snapshot
    return {
        "view": view,
        "twin": twin,
        "shot": shot,
        "is_listed": view.status == ItemStatus.LISTED,
        "is_suspended": view.status == ItemStatus.SUSPENDED,
        "official": view.name if view.title != view.name else "",
        "facts": _facts(view, places) if view.is_complete else [],
        "materials": [_material(material) for material in shot["materials"]],
        "conditions": [line for line in shot["conditions"].split("\n") if line],
        "places": places[:SHOWN_PLACES],
        "places_left": max(0, len(places) - SHOWN_PLACES),
        "phones": _phones(view),
        "description": _description(view),
        "structured": _structured(view, places),
        "official_rows": _known_rows(view),
    }


def _facts(view: GuideView, places: Sequence[PlaceView]) -> list[dict[str, str]]:
    shot = view.snapshot
    asked = [one["name"] for one in shot["materials"] if one["required"] == "required"]
    return [
        {
            "icon": "bag",
            "label": "带什么",
            "text": f"{len(asked)} 样材料" if asked else "不用带材料",
            "note": "、".join(asked[:2]) + (" 等" if len(asked) > 2 else ""),
            "href": "#materials" if shot["materials"] else "",
        },
        {
            "icon": "place",
            "label": "去哪里",
            "text": "网上就能办" if shot["is_online"] and not shot["visits"] else _where(shot),
            "note": _places_note(shot, places),
            "href": "#places" if places or shot["location"] else "",
        },
        {
            "icon": "clock",
            "label": "多久",
            "text": shot["promised_text"],
            "note": f"法定时限 {shot['statutory_text']}" if shot["statutory"]["n"] else "",
            "href": "#steps",
        },
        {
            "icon": "money",
            "label": "多少钱",
            "text": shot["fee"]["standard"] if shot["fee"]["charged"] else "不收费",
            "note": shot["fee"]["basis"],
            "href": "",
        },
    ]


def _where(shot: Any) -> str:
    visits = shot["visits"]
    return f"到现场 {visits} 次" if visits else "到窗口办"


def _places_note(shot: Any, places: Sequence[PlaceView]) -> str:
    if places:
        return (
            f"也可以去 {len(places)} 个地点办" if shot["is_online"] else f"{len(places)} 个地点能办"
        )
    return shot["location"][0] if shot["location"] else ""


def _material(material: Any) -> dict[str, Any]:
    need = _NEED_WORDS[material["required"]]
    copies = [
        f"{word} {material[key]} 份"
        for key, word in (("original", "原件"), ("copies", "复印件"))
        if material[key]
    ]
    parts = ["、".join(copies), material["notes"]]
    links = [
        (words, material[key])
        for key, words in (("blank_url", "空白表格"), ("sample_url", "填写样例"))
        if material[key]
    ]
    return {
        "what": material["name"] + (f"（{need}）" if need else ""),
        "how": "。".join(part.rstrip("。") for part in parts if part) + "。" if any(parts) else "",
        "links": links,
    }


def _phones(view: GuideView) -> list[tuple[str, str]]:
    phones = view.snapshot["phones"]
    found = (("咨询", phones["consult"]), ("监督投诉", phones["supervise"]))
    return [(label, phone) for label, phone in found if phone]


def _description(view: GuideView) -> str:
    shot = view.snapshot
    if shot["summary"]:
        return str(shot["summary"])
    return f"{view.organisation_name}办理的{view.kind}事项「{view.name}」的办事指南。"


def _known_rows(view: GuideView) -> list[dict[str, Any]]:
    """Return the official elements; of an item without a guide those that are known."""
    if view.snapshot["official"]:
        return list(view.snapshot["official"])
    rows = [
        ("事项名称", view.name),
        ("主项名称", view.main_item),
        ("事项类型", view.kind),
        ("实施编码", view.code),
        ("实施主体", view.organisation_name),
    ]
    return [
        {
            "group": "基本信息",
            "rows": [{"label": label, "text": text} for label, text in rows if text],
        }
    ]


def _structured(view: GuideView, places: Sequence[PlaceView]) -> dict[str, Any]:
    """Return the guide as schema.org's GovernmentService."""
    shot = view.snapshot
    found: dict[str, Any] = {
        "@type": "GovernmentService",
        "name": view.title,
        "alternateName": view.name,
        "identifier": view.code,
        "description": _description(view),
        "serviceType": view.kind,
        "url": url("catalogue:item", view.code),
        "provider": {"@type": "GovernmentOrganization", "name": view.organisation_name},
    }
    if shot["audience"]:
        found["audience"] = [
            {"@type": "Audience", "audienceType": audience} for audience in shot["audience"]
        ]
    found["availableChannel"] = [
        {
            "@type": "ServiceChannel",
            "servicePhone": place.phone,
            "serviceLocation": {
                "@type": "GovernmentOffice",
                "name": place.name,
                "address": place.address,
                "openingHours": place.hours,
            },
        }
        for place in places[:SHOWN_PLACES]
    ]
    return found
