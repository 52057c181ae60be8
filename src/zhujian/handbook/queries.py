"""What a printed guide shows, and how one stands that somebody checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from zhujian.catalogue.guide_page import guide_context
from zhujian.catalogue.models import Guide
from zhujian.catalogue.queries import GuideView, PlaceView, guide, guide_with_places
from zhujian.catalogue.states import ItemStatus
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.clock import china_date
from zhujian.kernel.refusals import not_found
from zhujian.web.prints import Standing, check_parts, print_code

PRINT_LETTER = "G"
TEMPLATE = "handbook/guide.typ"
SHOWN_PLACES = 6


@dataclass(frozen=True, slots=True)
class GuidePaper:
    """A guide ready to be printed, and what a page that holds it is stamped with."""

    title: str
    data: Mapping[str, Any]
    tags: tuple[str, ...]


def guide_paper(code: str, request: HttpRequest | None = None) -> GuidePaper:
    """Return what the printed guide of an item shows; refused (404) where there is none."""
    found = guide_with_places(code)
    if found is None or not found[0].is_complete:
        raise not_found("这个事项没有可以打印的办事指南，请核对编码。")
    view, places = found
    key = Guide.objects.values_list("pk", flat=True).get(item_id=view.item_id, version=view.version)
    return GuidePaper(
        title=view.title,
        data={**_paper(view, places), "check": _check(print_code(PRINT_LETTER, key), request)},
        tags=(*view.tags, *(f"place:{place.slug}" for place in places)),
    )


def standing(key: int) -> Standing | None:
    """Return how a printed guide stands: current, replaced by a newer one, or no longer handled."""
    printed = Guide.objects.select_related("item").filter(pk=key).only(*_STANDING_COLUMNS).first()
    if printed is None:
        return None
    current = guide(printed.item.code)
    kind, words = _state_of(printed, current)
    return Standing(
        title=f"办事指南：{printed.item.title}",
        rows=(
            ("事项", printed.item.name),
            ("编码", printed.item.code),
            ("版本", f"第 {printed.version} 版"),
            ("发布日期", date_words(china_date(printed.published_at))),
        ),
        words=words,
        kind=kind,
        address=reverse("catalogue:item", args=(printed.item.code,)) if current else "",
        address_words="查看网上现行的办事指南",
        noun="指南",
    )


_STANDING_COLUMNS = (
    *("item", "version", "published_at"),
    *("item__code", "item__name", "item__plain_name"),
)


def _state_of(printed: Guide, current: GuideView | None) -> tuple[str, str]:
    if current is None or current.version == 0:
        return "overdue", "这个事项现在不再办理，请不要按这份指南准备材料。"
    if current.status == ItemStatus.SUSPENDED:
        return "overdue", f"这个事项暂停办理：{current.suspended_because}"
    if printed.version == current.version:
        return "done", "这是现行的一版。办理的地点和时间可能调整，以网上的为准。"
    later = Guide.objects.filter(item_id=current.item_id, version__gt=printed.version)
    changes = [
        change
        for changed in later.order_by("version").values_list("changes", flat=True)
        for change in changed
    ]
    told = f"改动：{'；'.join(dict.fromkeys(changes))}。" if changes else ""
    return "waiting", f"现行的是第 {current.version} 版，请按新的一版准备材料。{told}"


def _check(code: str, request: HttpRequest | None) -> dict[str, str]:
    return {
        **check_parts(code, request),
        "words": "扫码或者打开下面的网址，看这份指南是不是现行的一版，并打开网上的指南：",
    }


def _paper(view: GuideView, places: Sequence[PlaceView]) -> dict[str, Any]:
    shot, page = view.snapshot, guide_context(view, places)
    published = date_words(china_date(view.published_at)) if view.published_at else ""
    version = f"第 {view.version} 版，{published}发布"
    return {
        "issuer": view.organisation_name,
        "official": page["official"],
        "summary": shot["summary"],
        "warning": f"这个事项暂停办理：{view.suspended_because}" if page["is_suspended"] else "",
        "facts": [[fact["label"], fact["text"], fact["note"]] for fact in page["facts"]],
        "materials": [[one["what"], one["how"]] for one in page["materials"]],
        "conditions": page["conditions"],
        "steps": [
            [step["name"], step["by"] or view.organisation_name, _days(step["days"]), step["text"]]
            for step in shot["steps"]
        ],
        "places": [
            [place.name, place.address, place.hours or "请先电话咨询", place.phone]
            for place in places[:SHOWN_PLACES]
        ],
        "places_left": max(0, len(places) - SHOWN_PLACES),
        "location": [] if places else list(shot["location"]),
        "rows": _rows(view),
        "official_rows": [
            [row["label"], row["text"]] for group in page["official_rows"] for row in group["rows"]
        ],
        "footer": f"{view.title} · {version}",
        "version": version,
    }


def _rows(view: GuideView) -> list[list[str]]:
    """Return who decides, what one gets, when, on what ground, and whom to call."""
    shot = view.snapshot
    rows = [
        ("您会得到", shot["result"]["name"]),
        ("谁来决定", view.organisation_name),
        ("委托部门", (shot["delegated_from"] or {}).get("organisation", "")),
        ("承诺时限", shot["promised_text"]),
        ("法定时限", shot["statutory_text"]),
        ("收费", shot["fee"]["standard"] if shot["fee"]["charged"] else "不收费"),
        ("收费依据", shot["fee"]["basis"]),
        ("设定依据", "\n".join(shot["legal_basis"])),
        ("咨询电话", shot["phones"]["consult"]),
        ("监督投诉", shot["phones"]["supervise"]),
    ]
    return [[name, value] for name, value in rows if value]


def _days(days: int | None) -> str:
    if days is None:
        return "—"
    return "当场" if days == 0 else f"{days} 个工作日"
