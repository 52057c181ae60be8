"""Rules of guides as arithmetic, without a database."""

from typing import Any

import pytest
from tests.catalogue.conftest import ITEMS, demo_elements

from zhujian.catalogue.rules import (
    Body,
    assess,
    consistency_findings,
    delegation_findings,
    is_credit_code,
    material_findings,
    missing_elements,
    parse_code,
)
from zhujian.catalogue.rules.changes import changes_between
from zhujian.catalogue.rules.materials import is_catch_all
from zhujian.catalogue.rules.shape import shape_elements
from zhujian.catalogue.rules.snapshot import Holder, snapshot_of

BUREAU = Body("绵竹市人力资源和社会保障局", "11510683000018104B", "4")


def good(**changes: Any) -> dict[str, Any]:
    elements, faults = shape_elements(demo_elements())
    assert not faults
    return {**elements, **changes}


def wrong(**changes: Any) -> set[str]:
    found = consistency_findings(good(**changes), BUREAU)
    return {finding.element for finding in found if finding.is_blocking}


@pytest.mark.parametrize("path", sorted(ITEMS.glob("*.json")), ids=lambda path: path.stem)
def test_every_guide_of_the_demo_city_is_complete_and_breaks_no_rule(path: Any) -> None:
    elements, faults = shape_elements(demo_elements(path.stem))
    assessment = assess(elements, Body("某局", elements["organisation_code"], "4"))
    assert not faults
    assert assessment.missing == ()
    assert assessment.blocking == ()
    assert 3 <= len(elements["materials"]) <= 7


# --- SVC-01 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("name", "事项名称"),
        ("legal_basis", "设定依据"),
        ("conditions", "受理条件"),
        ("materials", "办理材料"),
        ("location", "办理地点"),
        ("organisation", "实施主体"),
        ("is_charged", "是否收费"),
        ("hours", "办理时间"),
        ("consult", "咨询方式"),
        ("steps", "办理流程"),
        ("statutory", "法定办结时限"),
        ("visits", "到办事现场次数"),
        ("result_kind", "审批结果类型"),
        ("by_post", "是否支持快递"),
    ],
)
def test_svc_01_names_each_element_that_is_missing(key: str, name: str) -> None:
    """SVC-01."""
    elements = good()
    del elements[key]
    assert missing_elements(elements) == [name]


def test_svc_01_asks_for_the_parts_of_rows() -> None:
    elements = good(faqs=[{"question": "问？", "answer": ""}])
    elements["materials"][0] = {**elements["materials"][0], "required": ""}
    assert missing_elements(elements) == ["办理材料第 1 项的必要性", "常见问题第 1 项的答案"]


def test_svc_01_accepts_no_materials_where_that_is_said() -> None:
    assert missing_elements(good(materials=[], needs_no_materials=True)) == []


def test_svc_01_counts_zero_and_no_as_answers() -> None:
    assert missing_elements(good(visits=0, is_charged=False)) == []


def test_svc_01_asks_no_basic_code_of_an_older_scheme() -> None:
    elements = good(code="512B0066800002-511602000000-000-1151130108778239R-1-00")
    del elements["basic_code"]
    assert missing_elements(elements) == []


# --- SVC-02 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promised", "statutory", "is_fine"),
    [
        ((5, "workday"), (5, "workday"), True),
        ((6, "workday"), (5, "workday"), False),
        ((20, "workday"), (20, "day"), False),
        ((20, "workday"), (1, "month"), True),
        ((22, "workday"), (1, "month"), False),
        ((30, "day"), (1, "month"), True),
        ((7, "day"), (5, "workday"), True),
        ((8, "day"), (5, "workday"), False),
    ],
)
def test_svc_02_compares_limits_in_one_unit(
    promised: tuple[int, str], statutory: tuple[int, str], is_fine: bool
) -> None:
    """SVC-02."""
    changes = {
        key: {"n": n, "unit": unit}
        for key, (n, unit) in (("promised", promised), ("statutory", statutory))
    }
    assert wrong(**changes) == (set() if is_fine else {"promised"})


def test_svc_02_an_item_done_on_the_spot_promises_nothing_but_now() -> None:
    assert wrong(handling="1", promised={"n": 1, "unit": "workday"}) == {"promised"}
    assert wrong(handling="1", promised={"n": 0, "unit": "workday"}) == set()


def test_svc_02_a_charge_has_an_item_and_a_basis() -> None:
    assert wrong(is_charged=True, fee_items=[]) == {"fee_items"}
    assert wrong(is_charged=True, fee_items=[{"name": "证", "standard": "5 元", "basis": ""}]) == {
        "fee_items"
    }
    fee = {"name": "证", "standard": "5 元", "basis": "某法第一条"}
    assert wrong(is_charged=True, fee_items=[fee]) == set()
    assert wrong(is_charged=False, fee_items=[fee]) == {"is_charged"}


def test_svc_02_no_visit_needs_the_whole_way_online() -> None:
    assert wrong(visits=0, is_online=False, online_depth=[]) == {"visits"}
    assert wrong(visits=0, is_online=True, online_depth=["3", "4"]) == {"online_depth"}
    assert wrong(visits=1, is_online=False, online_depth=[]) == set()


def test_svc_02_the_code_agrees_with_holder_level_and_type() -> None:
    """SVC-02: 31 characters: credit code, level, basic code with its type."""
    code = "11510683000018104B4512014004000"
    assert wrong(code=code) == set()
    assert wrong(code="11510683000018104C" + code[18:]) == {"code"}
    assert wrong(code="115106830000180750" + code[18:]) == {"code"}
    assert wrong(code=code[:18] + "5" + code[19:]) == {"code"}
    assert wrong(kind="01") == {"code"}
    assert wrong(code=code[:-1]) == {"code"}
    assert wrong(business_code=code + "01") == set()
    assert wrong(business_code=code + "1") == {"business_code"}
    assert wrong(basic_code="512014009000") == {"basic_code"}


def test_svc_02_a_town_stands_on_level_five() -> None:
    town = Body("汉旺镇", "11510683000018497Y", "5")
    code = "11510683000018497Y5512014004000"
    elements = good(code=code, level="5", basic_code="512014004000", organisation_code="")
    assert [one for one in consistency_findings(elements, town) if one.is_blocking] == []


@pytest.mark.parametrize(
    "code",
    [
        "511Z07001006-511602000000-000-11511301008778183N-1-00",
        "E-000021-001-1111111111111111",
        "许可-00123-001",
    ],
)
def test_svc_02_codes_of_older_schemes_are_kept_as_they_are(code: str) -> None:
    assert wrong(code=code) == set()
    assert parse_code(code) is None


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("91110000101623741K", True),
        ("911101066976941872", True),
        ("12441500196720244T", True),
        ("91350100M000100Y43", True),
        ("91350100M000100Y4A", False),
        ("9135O100M000100Y43", False),
        ("", False),
    ],
)
def test_the_check_character_of_credit_codes_is_computed(text: str, is_right: bool) -> None:
    assert is_credit_code(text) is is_right


def test_the_example_of_the_national_scheme_is_taken_apart() -> None:
    parts = parse_code("12441500196720244T3442199806003")
    assert parts is not None
    assert (parts.credit_code, parts.level, parts.basic, parts.kind) == (
        "12441500196720244T",
        "3",
        "442199806003",
        "21",
    )


# --- SVC-03 ------------------------------------------------------------------------------------


def test_svc_03_a_delegated_power_names_department_and_notice() -> None:
    """SVC-03."""
    found = delegation_findings(good(power_source="6"), BUREAU)
    assert {finding.element for finding in found} == {"delegating_department", "delegation_notice"}
    named = good(
        power_source="6",
        delegating_department="某局",
        delegation_notice="https://example.invalid/notice",
    )
    assert delegation_findings(named, BUREAU) == []
    not_an_organ = Body("某公司", is_administrative=False)
    assert [one.element for one in delegation_findings(named, not_an_organ)] == ["organisation"]


def test_svc_03_says_nothing_of_a_power_of_ones_own() -> None:
    assert delegation_findings(good(power_source="1"), BUREAU) == []


# --- SVC-08 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "其他材料",
        "其他相关证明材料",
        "法律法规规定的其他材料",
        "身份证等",
        "身份证、户口簿等材料",
        "身份证明（身份证、护照等）",
        "其它需要提供的资料",
    ],
)
def test_svc_08_refuses_catch_all_materials(name: str) -> None:
    """SVC-08."""
    assert is_catch_all(name)


@pytest.mark.parametrize(
    "name",
    ["居民身份证", "职业技能等级证书", "高等教育学历证书", "残疾等级证明", "平等协商记录", "照片"],
)
def test_svc_08_lets_ordinary_names_pass(name: str) -> None:
    assert not is_catch_all(name)


def test_svc_08_does_not_ask_for_what_government_can_share() -> None:
    card = {"name": "居民身份证", "required": "required", "source": "20"}
    shared = material_findings({"materials": [{**card, "is_shared": True}]})
    assert [finding.is_blocking for finding in shared] == [True]
    flagged = material_findings({"materials": [card]})
    assert [finding.is_blocking for finding in flagged] == [False]
    assert material_findings({"materials": [{**card, "source_note": "当场核验后退还"}]}) == []


def test_svc_08_a_proof_stands_in_the_list() -> None:
    proof = {"name": "居住证明", "required": "required", "is_proof": True}
    assert [one.is_blocking for one in material_findings({"materials": [proof]})] == [True]
    assert material_findings({"materials": [{**proof, "proof_basis": "某清单第 3 项"}]}) == []


PROMISED = {
    "name": "无业证明",
    "required": "required",
    "is_promisable": True,
    "promise_duty": "《就业促进法》要求登记失业的人员处于无业状态",
    "promise_certifies": "申请人目前没有就业，也没有办理工商登记",
    "promise_way": "书面承诺",
    "promise_liability": "不实承诺的，撤销决定、追回待遇，并记入信用记录",
}


def test_svc_08_a_promise_instead_of_a_proof_tells_its_four_elements() -> None:
    assert material_findings({"materials": [PROMISED]}) == []
    for key in ("promise_duty", "promise_certifies", "promise_way", "promise_liability"):
        (found,) = material_findings({"materials": [{**PROMISED, key: ""}]})
        assert found.is_blocking


def test_svc_08_no_promise_instead_of_a_proof_where_the_risk_is_high() -> None:
    (found,) = material_findings({"is_high_risk": True, "materials": [PROMISED]})
    assert found.is_blocking
    assert "不适用告知承诺" in found.text


def test_a_promise_and_a_validity_are_understood_and_stand_in_what_the_public_reads() -> None:
    elements, faults = shape_elements(
        {
            "materials": [
                {**PROMISED, "promise_way": "", "valid_months": "６"},
                {"name": "照片", "required": "1"},
            ]
        }
    )
    assert faults == []
    first, second = elements["materials"]
    assert first["valid_months"] == 6
    assert "书面承诺" in first["promise_way"]
    assert not {"valid_months", "is_promisable"} & set(second)
    shown = snapshot_of(good(materials=[first, second]), Holder("x", "某局"), 1)["materials"]
    assert shown[0]["promise"]["duty"] == PROMISED["promise_duty"]
    assert (shown[1]["promise"], shown[1]["valid_months"]) == (None, None)


def test_svc_08_points_out_open_conditions_without_blocking() -> None:
    found = material_findings({"conditions": ["法律、行政法规规定的其他条件"]})
    assert [finding.is_blocking for finding in found] == [False]


# --- shape and changes -------------------------------------------------------------------------


def test_elements_are_understood_however_they_are_written() -> None:
    elements, faults = shape_elements(
        {
            "kind": "其他类别",
            "audience": "自然人、企业法人",
            "statutory": "20个工作日",
            "promised": "即办",
            "visits": "１次",
            "is_charged": "不收费",
            "conditions": "1. 年满 16 周岁；2. 有劳动能力",
            "materials": "身份证｜必要｜原件1份｜复印件2份\n照片｜容缺后补",
            "steps": "受理：核对材料（1个工作日）\n办结",
            "faqs": "问：要钱吗？答：不要。",
        }
    )
    assert faults == []
    assert elements["kind"] == "10"
    assert elements["audience"] == ["1", "2"]
    assert elements["statutory"] == {"n": 20, "unit": "workday", "note": ""}
    assert elements["promised"]["n"] == 0
    assert elements["visits"] == 1
    assert elements["is_charged"] is False
    assert elements["conditions"] == ["年满 16 周岁", "有劳动能力"]
    first, second = elements["materials"]
    assert (first["id"], first["document_type"], first["copies"]) == ("m1", "id-card", 2)
    assert (second["required"], second["document_type"]) == ("deferrable", "photo")
    assert elements["steps"][0] == {
        "name": "受理",
        "days": 1,
        "by": "",
        "text": "核对材料",
    }
    assert elements["faqs"] == [{"question": "要钱吗？", "answer": "不要。"}]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "行政什么"),
        ("statutory", "很快"),
        ("statutory", {"n": "3", "unit": "世纪"}),
        ("visits", "几次"),
        ("is_online", "大概"),
        ("effective_on", "2026-13-01"),
        ("online_url", "javascript:alert(1)"),
        ("materials", "[坏的 JSON"),
        ("materials", [{"name": "甲", "id": "a"}, {"name": "乙", "id": "a"}]),
        ("materials", "身份证｜必要么"),
        ("form", "不是表单"),
        ("stranger", "x"),
    ],
)
def test_what_cannot_be_understood_is_named(key: str, value: Any) -> None:
    elements, faults = shape_elements({key: value})
    assert [fault.element for fault in faults] == [key]
    assert key not in elements


def test_changes_are_told_in_sentences() -> None:
    before = good()
    after = good(promised={"n": 2, "unit": "workday", "note": ""}, summary="换了说法")
    after["materials"] = [
        {**before["materials"][0], "copies": 2},
        before["materials"][1],
        {**before["materials"][2], "name": "新材料"},
    ]
    assert changes_between(before, after) == [
        "修改了「一句话说明」。",
        "「承诺办结时限」由「3 个工作日」改为「2 个工作日」。",
        "新增了材料「新材料」。",
        "不再需要材料「学历或者职业资格证书」。",
        "修改了材料「申请人居民身份证」的要求。",
    ]
    assert changes_between(before, before) == []
