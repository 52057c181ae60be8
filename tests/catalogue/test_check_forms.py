"""Forms: the subset of JSON Schema, what people type, what they are told."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.conftest import ITEMS, demo_elements

from zhujian.catalogue.rules.general_form import GENERAL_FORM
from zhujian.catalogue.schemas import check_schema, example_of, fields_of, normalise, validate
from zhujian.catalogue.schemas.formats import is_cn_id, is_cn_mobile, is_cn_uscc, is_date

ID = "510683180001010011"


def small() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "样表",
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "id_number", "kind"],
        "properties": {
            "name": {"type": "string", "title": "姓名", "maxLength": 5, "x-concept": "person.name"},
            "id_number": {
                "type": "string",
                "title": "身份证号",
                "format": "cn-id",
                "x-concept": "person.id_number",
            },
            "phone": {
                "type": "string",
                "title": "手机",
                "format": "cn-mobile",
                "x-concept": "person.phone",
            },
            "uscc": {
                "type": "string",
                "title": "信用代码",
                "format": "cn-uscc",
                "x-concept": "enterprise.uscc",
            },
            "since": {
                "type": "string",
                "title": "日期",
                "format": "date",
                "x-concept": "a.since",
            },
            "count": {
                "type": "integer",
                "title": "人数",
                "minimum": 1,
                "maximum": 9,
                "x-concept": "a.count",
            },
            "amount": {"type": "number", "title": "金额", "x-concept": "a.amount"},
            "kind": {
                "type": "string",
                "title": "类别",
                "enum": ["甲", "乙"],
                "x-concept": "a.kind",
            },
            "wants": {
                "type": "array",
                "title": "需要",
                "items": {"type": "string", "enum": ["一", "二"]},
                "minItems": 1,
                "uniqueItems": True,
                "x-concept": "a.wants",
            },
            "agrees": {"type": "boolean", "title": "同意", "x-concept": "a.agrees"},
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": "乙"}}, "required": ["kind"]},
                "then": {"required": ["since"]},
            }
        ],
        "examples": [{"name": "张样例", "id_number": ID, "kind": "甲"}],
    }


GOOD = {"name": "张样例", "id_number": ID, "kind": "甲"}


def reasons(**values: Any) -> dict[str, str]:
    return {one.field: one.reason for one in validate(small(), {**GOOD, **values})}


def test_a_schema_within_the_subset_is_accepted() -> None:
    assert check_schema(small()) == []
    assert check_schema(GENERAL_FORM) == []


@pytest.mark.parametrize("path", sorted(ITEMS.glob("*.json")), ids=lambda path: path.stem)
def test_every_form_of_the_demo_city_keeps_to_the_subset(path: Any) -> None:
    form = demo_elements(path.stem)["form"]
    assert check_schema(form) == []
    assert 6 <= len(form["properties"]) <= 14


BREAKS: dict[str, Any] = {
    "a reference": lambda s: s["properties"].update(x={"$ref": "#/$defs/x"}),
    "a nested object": lambda s: s["properties"].update(
        x={"type": "object", "title": "x", "x-concept": "a.x"}
    ),
    "open ends": lambda s: s.pop("additionalProperties"),
    "no example": lambda s: s.pop("examples"),
    "an example that does not validate": lambda s: s["examples"][0].pop("name"),
    "no concept": lambda s: s["properties"]["name"].pop("x-concept"),
    "no title": lambda s: s["properties"]["name"].pop("title"),
    "an unknown format": lambda s: s["properties"]["name"].update(format="email"),
    "a pattern": lambda s: s["properties"]["name"].update(pattern="^a$"),
    "a requirement of a field that is not there": lambda s: s["required"].append("nothing"),
    "else": lambda s: s["allOf"][0].update({"else": {"required": ["phone"]}}),
    "then that sets values": lambda s: s["allOf"][0].update(
        then={"properties": {"phone": {"const": "1"}}}
    ),
    "a condition over two fields": lambda s: s["allOf"][0]["if"]["properties"].update(
        agrees={"const": True}
    ),
    "a condition on no option": lambda s: s["allOf"][0]["if"]["properties"]["kind"].update(
        const="丙"
    ),
    "an array of numbers": lambda s: s["properties"]["wants"].update(items={"type": "number"}),
    "options twice": lambda s: s["properties"]["kind"].update(enum=["甲", "甲"]),
    "no properties": lambda s: s.update(properties={}),
    "another dialect": lambda s: s.update({"$schema": "http://json-schema.org/draft-07/schema#"}),
    "a name with capital letters": lambda s: s["properties"].update(
        Name={"type": "string", "title": "名", "x-concept": "a.b"}
    ),
    "a negative length": lambda s: s["properties"]["name"].update(maxLength=-1),
    "a limit in words": lambda s: s["properties"]["count"].update(minimum="一"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_leaves_the_subset_is_named(name: str) -> None:
    schema = copy.deepcopy(small())
    BREAKS[name](schema)
    faults = check_schema(schema)
    assert faults
    assert all(fault.endswith("。") for fault in faults)


@pytest.mark.parametrize("schema", [None, [], "x", {}, {"properties": []}])
def test_what_is_no_schema_is_named_too(schema: Any) -> None:
    assert check_schema(schema)


def test_a_good_filling_is_not_refused() -> None:
    assert validate(small(), GOOD) == []


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("id_number", "510683180001010012", "校验码"),
        ("id_number", "510683180002300018", "校验码"),
        ("phone", "12345", "11 位"),
        ("uscc", "91350100M000100Y4A", "信用代码"),
        ("since", "2026-02-30", "真实存在"),
        ("count", "三", "整数"),
        ("count", 10, "不能大于 9"),
        ("count", 0, "不能小于 1"),
        ("amount", "很多", "数字"),
        ("kind", "丙", "甲、乙"),
        ("wants", ["三"], "一、二"),
        ("wants", ["一", "一"], "只需选一次"),
        ("agrees", "也许", "「是」或「否」"),
        ("name", "六个字的姓名", "最多写 5 个字"),
        ("name", 12, "文字"),
        ("stranger", "x", "没有这一项"),
    ],
)
def test_each_wrong_value_is_told_in_chinese_at_its_field(
    field: str, value: Any, part: str
) -> None:
    found = reasons(**{field: value})
    assert set(found) == {field}
    assert part in found[field]


def test_missing_values_are_asked_for_by_their_name_in_the_forms_order() -> None:
    found = validate(small(), {"name": "  ", "kind": ""})
    assert [one.field for one in found] == ["name", "id_number", "kind"]
    assert found[0].reason == "请填写「姓名」。"
    assert found[2].reason == "请选择「类别」。"


def test_a_condition_requires_its_field() -> None:
    assert reasons(kind="乙") == {"since": "请填写「日期」。"}
    assert reasons(kind="乙", since="2026-01-05") == {}


@pytest.mark.parametrize("values", [None, [], "text", 3])
def test_what_is_no_filling_is_refused_as_a_whole(values: Any) -> None:
    assert [one.field for one in validate(small(), values)] == ["form"]


def test_full_width_digits_blanks_and_words_are_understood() -> None:
    typed = {
        "name": " 张样例\u3000",
        "id_number": "５１０６８３ 1800-0101-0011",
        "phone": "139 0000 0000 ",
        "since": "2026年3月5日",
        "count": "３",
        "amount": "1,200.50",
        "kind": "甲",
        "wants": "一",
        "agrees": "是",
    }
    assert validate(small(), typed) == []
    shaped = normalise(small(), typed)
    assert shaped["id_number"] == ID
    assert shaped["phone"] == "13900000000"
    assert shaped["since"] == "2026-03-05"
    assert (shaped["count"], shaped["amount"], shaped["agrees"]) == (3, 1200.5, True)
    assert shaped["wants"] == ["一"]


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.text(), st.integers())))
def test_no_input_whatever_breaks_the_validation(values: dict[str, Any]) -> None:
    for refusal in validate(small(), values):
        assert refusal.reason


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(small(), {"name": text, "id_number": text, "since": text, "count": text})
    assert normalise(small(), once) == once


def test_formats_are_what_can_be_computed() -> None:
    assert is_cn_id(ID)
    assert not is_cn_id("510683180013010011")
    assert is_cn_mobile("13900000000")
    assert is_date("2024-02-29")
    assert not is_date("2026-02-29")
    assert is_cn_uscc("91350100M000100Y43")


def test_fields_say_how_a_page_shows_them() -> None:
    fields = {field.name: field for field in fields_of(small())}
    kinds = {name: field.kind for name, field in fields.items()}
    assert kinds == {
        "name": "text",
        "id_number": "id_card",
        "phone": "mobile",
        "uscc": "uscc",
        "since": "date",
        "count": "number",
        "amount": "number",
        "kind": "choice",
        "wants": "choices",
        "agrees": "yes_no",
    }
    assert fields["name"].required
    assert fields["since"].required_when == (("kind", ("乙",)),)
    assert fields["kind"].choices == (("甲", "甲"), ("乙", "乙"))
    assert example_of(small())["name"] == "张样例"
