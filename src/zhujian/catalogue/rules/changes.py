"""What changed between two versions of a guide, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhujian.catalogue.rules.elements import ELEMENTS
from zhujian.catalogue.rules.snapshot import element_text

_LONG = frozenset({"steps", "fees", "faqs", "form", "lines", "text"})
_SHORT_ENOUGH = 24


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return one sentence for each element that differs, in the order of the elements."""
    found: list[str] = []
    for element in ELEMENTS:
        before, after = old.get(element.key), new.get(element.key)
        if before == after:
            continue
        if element.shape == "materials":
            found += _materials(before or [], after or [])
        else:
            found.append(_sentence(element.key, element.label, element.shape, before, after))
    return found


def _sentence(key: str, label: str, shape: str, before: Any, after: Any) -> str:
    if before in (None, "", [], {}):
        return f"新增了「{label}」。"
    if after in (None, "", [], {}):
        return f"删去了「{label}」。"
    if shape in _LONG:
        return f"修改了「{label}」。"
    was, now = element_text(key, before), element_text(key, after)
    if len(was) > _SHORT_ENOUGH or len(now) > _SHORT_ENOUGH or was == now:
        return f"修改了「{label}」。"
    return f"「{label}」由「{was}」改为「{now}」。"


def _materials(before: list[Mapping[str, Any]], after: list[Mapping[str, Any]]) -> Iterator[str]:
    was = {material["name"]: material for material in before}
    now = {material["name"]: material for material in after}
    for name in now.keys() - was.keys():
        yield f"新增了材料「{name}」。"
    for name in was.keys() - now.keys():
        yield f"不再需要材料「{name}」。"
    for name, material in now.items():
        if name in was and material != was[name]:
            yield f"修改了材料「{name}」的要求。"
