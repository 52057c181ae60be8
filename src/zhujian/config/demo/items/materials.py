"""Materials of an entry: named papers of the library, or a name with what to mind.

`lease` must be there, `lease~` may follow later, `lease?` is handed in where it applies; so do
`~图纸：…` and `?图纸：…` for papers that only this item knows. What government can look up itself
is never asked for: it stands there as 「系统查得到，不用交」.
"""

from typing import Any

from zhujian.catalogue.rules.documents import document_type_of
from zhujian.config.demo.items.library import shared

_NEEDS = {"~": "deferrable", "?": "optional"}
_FORMS = ("表", "书", "单", "协议", "章程")
_LOOKED_UP = "由{giver}核发，系统能查到，不用交；查不到时才请您出示。"


def materials_of(papers: list[str]) -> list[dict[str, Any]]:
    """Return the materials that papers stand for, each with everything a guide must say."""
    return [_material(place, paper) for place, paper in enumerate(papers, start=1)]


def _material(place: int, paper: str) -> dict[str, Any]:
    if paper[-1] in _NEEDS:
        return _known(paper[:-1], _NEEDS[paper[-1]])
    if paper in shared("papers"):
        return _known(paper, "required")
    need = _NEEDS.get(paper[0], "required")
    name, _, notes = paper.lstrip("~?").partition("：")
    return _own(place, name, notes, need)


def _known(key: str, need: str) -> dict[str, Any]:
    paper = shared("papers")[key]
    is_shared = bool(paper.get("shared"))
    source_note, mind = paper.get("note", "由申请人自己准备。"), paper.get("mind", "")
    if is_shared:
        source_note = _LOOKED_UP.format(giver=paper["shared"])
        mind = "我们在系统里查，不用带。"
    return {
        "id": key,
        "name": paper["name"],
        "document_type": paper.get("type", key),
        "kind": paper.get("kind", "资料"),
        "required": "optional" if is_shared else need,
        "source": "20" if is_shared else paper.get("source", "10"),
        "source_note": source_note,
        "medium": "3",
        "original": 0 if is_shared else paper.get("original", 1),
        "copies": 0 if is_shared else paper.get("copies", 0),
        "paper_size": "A4",
        "notes": mind,
        "acceptance": paper.get("good", "内容完整，清晰可辨。"),
        "is_shared": is_shared,
    }


def _own(place: int, name: str, notes: str, need: str) -> dict[str, Any]:
    return {
        "id": f"p{place}",
        "name": name,
        "document_type": document_type_of(name),
        "kind": "表单" if name.endswith(_FORMS) else "资料",
        "required": need,
        "source": "10",
        "source_note": "由申请人自己准备。",
        "medium": "3",
        "original": 1,
        "copies": 0,
        "paper_size": "A4",
        "notes": notes,
        "acceptance": f"{name}内容完整，签名或者盖章处没有漏填。"
        if name.endswith(_FORMS)
        else "清晰可辨，与申请表所填一致。",
        "is_shared": False,
    }
