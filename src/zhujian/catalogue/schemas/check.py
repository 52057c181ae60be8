"""Whether a schema keeps to the subset: closed, flat, every field with title and concept."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zhujian.catalogue.schemas.formats import FORMATS
from zhujian.catalogue.schemas.validate import validate

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROOT_WORDS = frozenset(
    {
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "if",
        "then",
        "allOf",
        "examples",
    }
)
FIELD_WORDS: Mapping[str, frozenset[str]] = {
    "string": frozenset({"minLength", "maxLength", "enum", "format"}),
    "integer": frozenset({"minimum", "maximum"}),
    "number": frozenset({"minimum", "maximum"}),
    "boolean": frozenset(),
    "array": frozenset({"items", "minItems", "maxItems", "uniqueItems"}),
}
COMMON_WORDS = frozenset({"type", "title", "description", "x-concept"})
COUNTS = frozenset({"minLength", "maxLength", "minItems", "maxItems"})
MAX_FIELDS = 60
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_CONCEPT = re.compile(r"[a-z]+(\.[a-z][a-z0-9_]*)+", re.ASCII)


def check_schema(schema: Any) -> list[str]:
    """Return what keeps this from being a form schema, in Chinese; empty if nothing does."""
    if not isinstance(schema, Mapping):
        return ["表单定义应为对象。"]
    faults = [*_root(schema)]
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or not properties:
        return [*faults, "表单至少要有一个字段（properties）。"]
    if len(properties) > MAX_FIELDS:
        faults.append(f"一张表单最多 {MAX_FIELDS} 个字段。")
    for name, field in properties.items():
        faults += [f"字段 {name}：{fault}" for fault in _field(str(name), field)]
    faults += _required(schema.get("required", []), properties, "required")
    faults += _conditions(schema, properties)
    return faults or _example(schema)


def _root(schema: Mapping[str, Any]) -> Iterator[str]:
    for word in schema:
        if word not in ROOT_WORDS:
            yield f"不支持关键字 {word}。"
    if schema.get("type") != "object":
        yield "根的 type 必须是 object。"
    if schema.get("$schema", DIALECT) != DIALECT:
        yield "$schema 必须是 JSON Schema 2020-12。"
    if schema.get("additionalProperties") is not False:
        yield "additionalProperties 必须是 false。"


def _field(name: str, field: Any) -> Iterator[str]:
    if not _NAME.fullmatch(name):
        yield "字段名只能由小写字母、数字和下划线组成，以字母开头。"
    if not isinstance(field, Mapping):
        yield "字段定义应为对象。"
        return
    kind = field.get("type")
    if not isinstance(kind, str) or kind not in FIELD_WORDS:
        yield "type 只能是 string、integer、number、boolean、array 之一。"
        return
    for word in field:
        if word not in COMMON_WORDS | FIELD_WORDS[kind]:
            yield f"{kind} 类型不支持关键字 {word}。"
    yield from _words(field)
    yield from _details(kind, field)


def _words(field: Mapping[str, Any]) -> Iterator[str]:
    if not _is_text(field.get("title")):
        yield "缺少 title（页面上的名称）。"
    if "description" in field and not _is_text(field["description"]):
        yield "description 应为文字。"
    concept = field.get("x-concept")
    if not isinstance(concept, str) or not _CONCEPT.fullmatch(concept):
        yield "缺少 x-concept（例如 person.name）。"


def _details(kind: str, field: Mapping[str, Any]) -> Iterator[str]:
    yield from _limits(field)
    if "enum" in field and not _is_choice(field["enum"]):
        yield "enum 应为至少一个、互不相同的文字选项。"
    if "format" in field and field["format"] not in FORMATS:
        yield f"format 只能是 {'、'.join(FORMATS)}。"
    if "uniqueItems" in field and field["uniqueItems"] is not True:
        yield "uniqueItems 只能是 true。"
    if kind == "array":
        yield from _items(field.get("items"))


def _limits(field: Mapping[str, Any]) -> Iterator[str]:
    for word in sorted(COUNTS & field.keys()):
        if type(field[word]) is not int or field[word] < 0:
            yield f"{word} 应为不小于 0 的整数。"
    for word in sorted({"minimum", "maximum"} & field.keys()):
        if type(field[word]) not in (int, float):
            yield f"{word} 应为数字。"


def _items(items: Any) -> Iterator[str]:
    good = (
        isinstance(items, Mapping)
        and set(items) == {"type", "enum"}
        and items["type"] == "string"
        and _is_choice(items["enum"])
    )
    if not good:
        yield "array 的 items 只能是带 enum 的 string。"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_choice(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(_is_text(option) for option in value)
        and len(set(value)) == len(value)
    )


def _required(value: Any, properties: Mapping[str, Any], where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{where} 应为字段名的列表。"
        return
    for name in value:
        if not isinstance(name, str) or name not in properties:
            yield f"{where} 中的 {name} 不是表单的字段。"


def _conditions(schema: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[str]:
    branches = schema.get("allOf", [])
    if not isinstance(branches, list):
        yield "allOf 应为列表。"
        return
    pairs = [*branches]
    if "if" in schema or "then" in schema:
        pairs.append({word: schema[word] for word in ("if", "then") if word in schema})
    for pair in pairs:
        yield from _condition(pair, properties)


def _condition(pair: Any, properties: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(pair, Mapping) or set(pair) != {"if", "then"}:
        yield "条件只能由 if 和 then 组成。"
        return
    condition, consequence = pair["if"], pair["then"]
    if not isinstance(consequence, Mapping) or set(consequence) != {"required"}:
        yield "then 只能用来要求填写字段（required）。"
    else:
        yield from _required(consequence["required"], properties, "then.required")
    if not isinstance(condition, Mapping) or set(condition) != {"properties", "required"}:
        yield "if 只能由 properties 和 required 组成。"
        return
    yield from _required(condition["required"], properties, "if.required")
    tests = condition["properties"]
    if not isinstance(tests, Mapping) or list(tests) != condition["required"] or len(tests) != 1:
        yield "if 只能看一个字段，properties 与 required 应是同一个字段。"
        return
    for name, test in tests.items():
        yield from _test(name, test, properties.get(name))


def _test(name: str, test: Any, field: Any) -> Iterator[str]:
    if not isinstance(test, Mapping) or set(test) not in ({"const"}, {"enum"}):
        yield f"if 中 {name} 只能写 const 或 enum。"
        return
    if not isinstance(field, Mapping):
        return
    allowed = [True, False] if field.get("type") == "boolean" else field.get("enum", [])
    asked = test["enum"] if "enum" in test else [test["const"]]
    if not isinstance(asked, list) or not asked or any(value not in allowed for value in asked):
        yield f"if 中 {name} 的取值应是该字段的选项。"


def _example(schema: Mapping[str, Any]) -> list[str]:
    examples = schema.get("examples")
    if not isinstance(examples, list) or not examples or not isinstance(examples[0], Mapping):
        return ["缺少 examples[0]（一份完整的填写样例）。"]
    return [
        f"填写样例 examples[0] 的 {refusal.field}：{refusal.reason}"
        for refusal in validate(schema, examples[0])
    ]
