"""A filled-in form against its schema; each thing wrong in one Chinese sentence."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from zhujian.catalogue.schemas.formats import FORMAT_REASONS, FORMATS
from zhujian.catalogue.schemas.normal import normalise
from zhujian.kernel.refusals import FieldRefusal

CHECKER = FormatChecker(formats=())
for _name, _test in FORMATS.items():
    CHECKER.checks(_name)(lambda value, test=_test: not isinstance(value, str) or test(value))


def validate(schema: Mapping[str, Any], values: Any) -> list[FieldRefusal]:
    """Return what is wrong with the values, at most one sentence a field, in the form's order.

    The values are normalised first; nothing beyond the schema refuses a form.
    """
    if not isinstance(values, Mapping):
        return [FieldRefusal("form", "表单内容应为「字段名: 值」的对象。")]
    properties = schema.get("properties", {})
    found: dict[str, str] = {}
    for error in validator(schema).iter_errors(normalise(schema, values)):
        for name, reason in _reasons(error, properties):
            found.setdefault(name, reason)
    order = {name: place for place, name in enumerate(properties)}
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    return [FieldRefusal(name, found[name]) for name in names]


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Return the compiled validator of a schema."""
    return _validator(json.dumps(schema, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=256)
def _validator(text: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(text), format_checker=CHECKER)


def _reasons(error: ValidationError, properties: Mapping[str, Any]) -> list[tuple[str, str]]:
    given: Any = error.instance
    limit: Any = error.validator_value
    if error.validator == "required":
        return [(name, _missing(properties.get(name, {}))) for name in limit if name not in given]
    if error.validator == "additionalProperties":
        return [(name, "表单中没有这一项。") for name in given if name not in properties]
    name = str(error.path[0]) if error.path else "form"
    return [(name, _sentence(error, properties.get(name, {})))]


def _missing(field: Mapping[str, Any]) -> str:
    verb = "请选择" if "enum" in field or field.get("type") in {"array", "boolean"} else "请填写"
    return f"{verb}「{field.get('title', '这一项')}」。"


def _sentence(error: ValidationError, field: Mapping[str, Any]) -> str:
    limit: Any = error.validator_value
    if error.validator == "format":
        return FORMAT_REASONS.get(str(limit), "格式不对。")
    if error.validator == "type":
        return _TYPE_REASONS.get(str(limit), "填写的内容类型不对。")
    if error.validator == "enum":
        return f"请从这些选项中选择：{'、'.join(str(option) for option in limit)}。"
    template = _LIMIT_REASONS.get(str(error.validator))
    if template:
        return template.format(limit=limit)
    return f"「{field.get('title', '这一项')}」填写的内容不符合要求。"


_TYPE_REASONS = {
    "string": "这里应填文字。",
    "integer": "这里应填整数，例如 3。",
    "number": "这里应填数字，例如 120.5。",
    "boolean": "请选择「是」或「否」。",
    "array": "这里应是一组选项。",
}

_LIMIT_REASONS = {
    "maxLength": "最多写 {limit} 个字。",
    "minLength": "至少写 {limit} 个字。",
    "minimum": "不能小于 {limit}。",
    "maximum": "不能大于 {limit}。",
    "minItems": "至少选 {limit} 项。",
    "maxItems": "最多选 {limit} 项。",
    "uniqueItems": "同一个选项只需选一次。",
}
