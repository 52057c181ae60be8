"""All elements of a guide at once."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from zhujian.catalogue.rules.codes import basic_code_of, credit_code_of
from zhujian.catalogue.rules.elements import BY_KEY, Element
from zhujian.catalogue.rules.findings import Finding
from zhujian.catalogue.rules.shape import rows, simple
from zhujian.catalogue.rules.shape.text import Misshapen, lines, official, plain, word

SHAPE_RULE = "格式"
MAX_TEXT = 8000
_ONE_LINE = frozenset({"name", "plain_name", "main_item", "organisation", "result_name"})
_CODES = frozenset({"code", "basic_code", "business_code", "organisation_code"})


def shape_elements(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """Return the elements in one shape, empty ones left out, and what could not be understood.

    What follows from the code (basic code, credit code of the body) is filled in where missing.
    """
    shaped: dict[str, Any] = {}
    faults: list[Finding] = []
    for key, value in given.items():
        if value is None or value in ("", [], {}):
            continue
        try:
            result = _known(key, value)
        except Misshapen as misshapen:
            faults.append(Finding(SHAPE_RULE, key, f"{misshapen}。"))
            continue
        if result not in ("", [], {}):
            shaped[key] = result
    code = str(shaped.get("code", ""))
    for key, derived in (
        ("basic_code", basic_code_of(code)),
        ("organisation_code", credit_code_of(code)),
    ):
        if derived:
            shaped.setdefault(key, derived)
    return shaped, faults


def _known(key: str, value: Any) -> Any:
    if key == "needs_no_materials":
        return bool(value)
    element = BY_KEY.get(key)
    if element is None:
        raise Misshapen(f"没有名为 {key} 的要素")
    try:
        return _shaped(element, value)
    except Misshapen as misshapen:
        raise Misshapen(f"{element.label}：{misshapen}") from misshapen


def _shaped(element: Element, value: Any) -> Any:
    result = _SHAPES[element.shape](element, value)
    if isinstance(result, str) and len(result) > MAX_TEXT:
        raise Misshapen(f"最多 {MAX_TEXT} 个字")
    return result


def _text(element: Element, value: Any) -> str:
    if element.key in _CODES:
        return word(value)
    return official(value) if element.key in _ONE_LINE else plain(value)


def _materials(element: Element, value: Any) -> list[dict[str, Any]]:
    del element
    return rows.with_ids(rows.rows(value, rows.material))


def _form(element: Element, value: Any) -> dict[str, Any]:
    del element
    if isinstance(value, Mapping):
        return dict(value)
    try:
        found = json.loads(plain(value))
    except ValueError as error:
        raise Misshapen("应为 JSON Schema") from error
    if not isinstance(found, dict):
        raise Misshapen("应为 JSON Schema")
    return found


_SHAPES: Mapping[str, Callable[[Element, Any], Any]] = {
    "text": _text,
    "lines": lambda _, value: lines(value),
    "code": lambda element, value: simple.code(value, element.choices),
    "codes": lambda element, value: simple.codes(value, element.choices),
    "limit": lambda _, value: simple.limit(value),
    "whole": lambda _, value: simple.whole(value),
    "yes": lambda _, value: simple.yes(value),
    "date": lambda _, value: simple.day(value),
    "url": lambda _, value: simple.url(value),
    "steps": lambda _, value: rows.rows(value, rows.step),
    "materials": _materials,
    "fees": lambda _, value: rows.rows(value, rows.fee),
    "faqs": lambda _, value: rows.rows(value, rows.faq),
    "form": _form,
}
