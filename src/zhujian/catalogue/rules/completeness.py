"""Whether a guide says everything it must."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhujian.catalogue.rules.codes import is_new_scheme
from zhujian.catalogue.rules.elements import ELEMENTS

_MATERIAL_PARTS = {"name": "材料名称", "required": "必要性"}
_FEE_PARTS = {"name": "收费项目名称", "standard": "收费标准"}
_FAQ_PARTS = {"question": "问题", "answer": "答案"}
_STEP_PARTS = {"name": "环节名称"}


def missing_elements(elements: Mapping[str, Any]) -> list[str]:
    """SVC-01: return the Chinese names of key and NOT NULL elements that are not filled in.

    The ten key elements of 国办秘函〔2019〕19号 and the fields that the national table demands
    (`DOMAIN.md` §6.2). What the house fills in itself (version, state, and for codes of older
    schemes the basic code) is not asked for. An item that needs no material says so.
    """
    missing = [
        element.label
        for element in ELEMENTS
        if element.is_demanded and not _is_there(element.key, elements)
    ]
    missing += _parts("办理材料", elements.get("materials"), _MATERIAL_PARTS)
    missing += _parts("办理流程", elements.get("steps"), _STEP_PARTS)
    missing += _parts("收费", elements.get("fee_items"), _FEE_PARTS)
    missing += _parts("常见问题", elements.get("faqs"), _FAQ_PARTS)
    return missing


def _is_there(key: str, elements: Mapping[str, Any]) -> bool:
    if key in {"version", "state"}:
        return True
    if key == "basic_code" and not is_new_scheme(str(elements.get("code", ""))):
        return True
    if key == "materials" and elements.get("needs_no_materials"):
        return True
    value = elements.get(key)
    if isinstance(value, Mapping):
        return value.get("n") is not None and bool(value.get("unit"))
    if isinstance(value, bool | int):
        return True
    return bool(value)


def _parts(where: str, rows: Any, parts: Mapping[str, str]) -> Iterator[str]:
    for place, row in enumerate(rows or (), start=1):
        for key, label in parts.items():
            if not row.get(key):
                yield f"{where}第 {place} 项的{label}"
