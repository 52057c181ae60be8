"""What was wrong with a field, in Chinese, from what pydantic found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zhujian.gateway.strict_json import shown
from zhujian.kernel.refusals import FieldRefusal

Context = Mapping[str, Any]

_PLAIN: Mapping[str, str] = {
    "missing": "缺少这个字段，请补充。",
    "extra_forbidden": "没有这个字段，请去掉或核对名称。",
    "string_type": "应为文字。",
    "string_unicode": "文字中有不能使用的字符。",
    "int_type": "应为整数。",
    "int_parsing": "应为整数。",
    "int_parsing_size": "数字过大。",
    "int_from_float": "应为整数，不能有小数。",
    "float_type": "应为数字。",
    "float_parsing": "应为数字。",
    "finite_number": "应为有限的数字。",
    "bool_type": "应为 true 或 false。",
    "bool_parsing": "应为 true 或 false。",
    "list_type": "应为列表。",
    "dict_type": "应为对象。",
    "model_type": "应为对象。",
    "model_attributes_type": "应为对象。",
    "none_required": "应为空。",
    "date_type": "应为日期，写作 2026-11-24。",
    "date_parsing": "应为真实存在的日期，写作 2026-11-24。",
    "date_from_datetime_parsing": "应为真实存在的日期，写作 2026-11-24。",
    "date_from_datetime_inexact": "应为日期，写作 2026-11-24。",
}
_FILLED: Mapping[str, Callable[[Context], str]] = {
    "string_too_short": lambda c: (
        "不能为空。" if c["min_length"] == 1 else f"至少 {c['min_length']} 个字。"
    ),
    "string_too_long": lambda c: f"最多 {c['max_length']} 个字。",
    "too_long": lambda c: f"最多 {c['max_length']} 项。",
    "too_short": lambda c: f"至少 {c['min_length']} 项。",
    "string_pattern_mismatch": lambda _: "写法不对，请核对。",
    "greater_than": lambda c: f"应大于 {_number(c['gt'])}。",
    "greater_than_equal": lambda c: f"不能小于 {_number(c['ge'])}。",
    "less_than": lambda c: f"应小于 {_number(c['lt'])}。",
    "less_than_equal": lambda c: f"不能大于 {_number(c['le'])}。",
    "literal_error": lambda c: f"只能是：{_choices(c['expected'])}。",
    "enum": lambda c: f"只能是：{_choices(c['expected'])}。",
    "value_error": lambda c: str(c.get("error", "不符合要求。")),
}


def field_refusals(errors: Sequence[Mapping[str, Any]]) -> tuple[FieldRefusal, ...]:
    """Return every field that is wrong, each once, with a sentence."""
    found: dict[str, FieldRefusal] = {}
    for error in errors:
        name = _name(error["loc"])
        is_empty = name == "body" and error["type"] == "missing"
        reason = "请求没有内容，应为一个 JSON 对象。" if is_empty else sentence(error)
        found.setdefault(name, FieldRefusal(name, reason))
    return tuple(found.values())


def sentence(error: Mapping[str, Any]) -> str:
    """Return one finding of pydantic in Chinese."""
    kind = str(error["type"])
    if kind in _FILLED:
        return _FILLED[kind](error.get("ctx", {}))
    return _PLAIN.get(kind, "不符合要求，请核对。")


def _name(location: Sequence[Any]) -> str:
    """Return `materials.0.id` for where pydantic found it: without source and parameter name."""
    source, *rest = location
    parts = rest[1:] if source == "body" else rest
    return ".".join(shown(str(part)) for part in parts) or "body"


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _choices(expected: str) -> str:
    return str(expected).replace("'", "").replace(" or ", "、").replace(", ", "、")
