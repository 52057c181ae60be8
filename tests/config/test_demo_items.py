"""The items of the demo city: complete, without findings, each its own; forms with examples."""

import re
from collections import Counter
from typing import Any

import pytest

from zhujian.catalogue.rules import Body, assess, parse_code
from zhujian.catalogue.rules.shape import shape_elements
from zhujian.catalogue.schemas import fields_of, validate
from zhujian.catalogue.states import APPLIED_KINDS
from zhujian.config.demo.city import City, read_city
from zhujian.config.demo.items.laws import in_words, legal_bases
from zhujian.kernel.privacy import detect

LEVELS = {"department": "4", "county": "4", "town": "5"}
FICTITIOUS_PHONE = re.compile(r"1390000\d{4}")


@pytest.fixture(scope="module")
def city() -> City:
    return read_city()


def test_there_are_four_hundred_items_and_every_statutory_type(city: City) -> None:
    assert len(city.items) >= 400
    assert {item["kind"] for item in city.items} == APPLIED_KINDS
    assert len({item["organisation"] for item in city.items}) >= 30


def test_no_item_lacks_anything_and_no_rule_finds_anything(city: City) -> None:
    bodies = {one["slug"]: one for one in city.organisations}
    wrong = {}
    for item in city.items:
        body = bodies[item["organisation"]]
        elements, misshapen = shape_elements(item)
        assessment = assess(
            elements,
            Body(
                body["name"],
                body["credit_code"],
                LEVELS.get(body["kind"], ""),
                body["is_administrative"],
            ),
        )
        if misshapen or assessment.missing or assessment.findings:
            wrong[item["name"]] = (misshapen, assessment.missing, assessment.findings)
    assert wrong == {}


def test_every_code_names_its_organisation_and_its_type_and_stands_once(city: City) -> None:
    codes = {one["slug"]: one["credit_code"] for one in city.organisations}
    for item in city.items:
        parts = parse_code(item["code"])
        assert parts is not None, item["name"]
        assert parts.credit_code == codes[item["organisation"]]
        assert len(item["code"]) == 31
    assert len({item["code"] for item in city.items}) == len(city.items)
    assert len({item["name"] for item in city.items}) == len(city.items)


def test_each_item_speaks_of_its_own_matter(city: City) -> None:
    for key in ("summary", "plain_name"):
        told = Counter(item[key] for item in city.items)
        assert [text for text, times in told.items() if times > 1] == []
    conditions = Counter(tuple(item["conditions"]) for item in city.items)
    assert sum(times > 1 for times in conditions.values()) <= 8
    first_questions = Counter(item["faqs"][0]["question"] for item in city.items)
    assert max(first_questions.values()) <= 3


def test_no_place_of_another_county_is_left_in_an_item(city: City) -> None:
    for item in city.items:
        assert not re.search(r"广安|南充|岳池|区(?:教科体|水务|民政|人社)局", str(item)), item[
            "name"
        ]


def test_the_example_of_every_form_is_a_valid_filling(city: City) -> None:
    for item in city.items:
        assert validate(item["form"], item["form"]["examples"][0]) == [], item["name"]


def test_sixty_forms_are_rich(city: City) -> None:
    """Rich: eight fields or more, some required only sometimes, of three kinds of thing."""
    assert sum(_is_rich(item["form"]) for item in city.items) >= 60


def _is_rich(form: dict[str, Any]) -> bool:
    fields = fields_of(form)
    return (
        len(fields) >= 8
        and any(field.required_when for field in fields)
        and len({field.concept.split(".")[0] for field in fields}) >= 3
    )


def test_papers_are_shared_between_items_and_some_may_follow_later(city: City) -> None:
    materials = [material for item in city.items for material in item["materials"]]
    types = Counter(material.get("document_type", "") for material in materials)
    assert types["business-licence"] >= 20
    assert types["id-card"] >= 150
    assert sum(material["required"] == "deferrable" for material in materials) >= 20
    for material in materials:
        if material.get("is_shared"):
            assert material["required"] == "optional", material["name"]


def test_nobody_in_a_form_is_real(city: City) -> None:
    for item in city.items:
        for value in item["form"]["examples"][0].values():
            if not isinstance(value, str):
                continue
            for found in detect(value):
                if found.kind == "phone":
                    assert FICTITIOUS_PHONE.fullmatch(found.text), item["name"]
                if found.kind == "id_card":
                    assert found.text[6:10] == "1800" or found.text[6:8] == "18", item["name"]


def test_few_items_cost_money_and_most_are_done_online(city: City) -> None:
    charged = sum(item["is_charged"] for item in city.items)
    assert 10 <= charged <= len(city.items) // 8
    assert sum(item["is_online"] for item in city.items) > len(city.items) * 0.8
    assert sum(item["handling"] == "1" for item in city.items) >= 60


@pytest.mark.parametrize(
    ("article", "words"),
    [("3", "三"), ("10", "十"), ("35", "三十五"), ("101", "一百零一"), ("1076", "一千零七十六")],
)
def test_articles_are_named_in_chinese_numerals(article: str, words: str) -> None:
    assert in_words(article) == words


def test_a_short_law_is_called_by_its_whole_name() -> None:
    assert legal_bases("食品安全法 35 36；居住证暂行条例 2") == [
        "《中华人民共和国食品安全法》第三十五条、第三十六条",
        "《居住证暂行条例》第二条",
    ]
