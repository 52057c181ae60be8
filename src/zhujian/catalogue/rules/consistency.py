"""Whether what a guide says agrees with itself and with the code of its item."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhujian.catalogue.rules.codes import is_credit_code, parse_code
from zhujian.catalogue.rules.elements import KINDS
from zhujian.catalogue.rules.findings import Body, Finding

RULE = "SVC-02"
# Five working days make a week and a month is thirty days: only for comparing two limits.
DAYS_OF_UNIT: Mapping[str, float] = {"workday": 7 / 5, "day": 1.0, "month": 30.0}


def consistency_findings(elements: Mapping[str, Any], body: Body) -> list[Finding]:
    """SVC-02: promised ≤ statutory, charges with basis, no visit only if done online, codes.

    许可法第 58 条, 优化营商环境条例第 36 条. Only what is filled in is judged; what is missing
    belongs to SVC-01.
    """
    return [
        *_limits(elements),
        *_charges(elements),
        *_visits(elements),
        *_code(elements, body),
        *_unknown_codes(elements),
    ]


def days_of(limit: Mapping[str, Any]) -> float:
    """Return a limit in calendar days, for comparison only."""
    return float(limit["n"]) * DAYS_OF_UNIT[str(limit["unit"])]


def _limit(value: Any) -> Mapping[str, Any] | None:
    if (
        isinstance(value, Mapping)
        and isinstance(value.get("n"), int)
        and value.get("unit") in DAYS_OF_UNIT
    ):
        return value
    return None


def _limits(elements: Mapping[str, Any]) -> Iterator[Finding]:
    statutory, promised = _limit(elements.get("statutory")), _limit(elements.get("promised"))
    if promised is None:
        return
    if statutory is not None and days_of(promised) > days_of(statutory) + 1e-9:
        yield Finding(RULE, "promised", "承诺办结时限不得长于法定办结时限（换算成同一单位后）。")
    if elements.get("handling") == "1" and promised["n"]:
        yield Finding(RULE, "promised", "即办件当场办结，承诺办结时限应为 0。")


def _charges(elements: Mapping[str, Any]) -> Iterator[Finding]:
    items = elements.get("fee_items") or []
    if elements.get("is_charged") is True:
        if not items:
            yield Finding(RULE, "fee_items", "收费事项必须写明收费项目、标准和依据。")
        for place, item in enumerate(items, start=1):
            if not item.get("basis"):
                yield Finding(
                    RULE,
                    "fee_items",
                    f"收费项目第 {place} 项没有依据；没有法律、行政法规依据不得收费。",
                )
    elif elements.get("is_charged") is False and items:
        yield Finding(RULE, "is_charged", "写着不收费，却列了收费项目。")


def _visits(elements: Mapping[str, Any]) -> Iterator[Finding]:
    visits = elements.get("visits")
    if visits is None or isinstance(visits, bool):
        return
    if visits == 0:
        if elements.get("is_online") is False:
            yield Finding(RULE, "visits", "到办事现场次数为 0 的事项必须可以网上办理。")
        if elements.get("is_online") and "5" not in (elements.get("online_depth") or ()):
            yield Finding(
                RULE,
                "online_depth",
                "到办事现场次数为 0 时，网上办理深度应包含「互联网办理」（5）。",
            )
    elif not elements.get("visit_reason"):
        yield Finding(
            RULE,
            "visit_reason",
            "需要到现场的事项，建议写明必须现场办理的原因。",
            is_blocking=False,
        )


def _code(elements: Mapping[str, Any], body: Body) -> Iterator[Finding]:
    code = str(elements.get("code") or "")
    parts = parse_code(code)
    if parts is None:
        if body.credit_code and code.startswith(body.credit_code):
            yield Finding(RULE, "code", "实施编码应为 31 位（业务办理项 33 位）。")
        return
    kind = str(elements.get("kind") or "")
    if kind and not _same_kind(parts.kind, kind):
        yield Finding(
            RULE,
            "code",
            f"编码中的事项类型为 {parts.kind}，与「{KINDS.get(kind, kind)}」（{kind}）不一致。",
        )
    if parts.credit_code:
        yield from _holder(parts.credit_code, parts.level, elements, body)
    basic = str(elements.get("basic_code") or "")
    if basic and basic != parts.basic:
        yield Finding(RULE, "basic_code", "基本编码与实施编码中的 12 位不一致。")
    business = str(elements.get("business_code") or "")
    if business and not (len(business) == 33 and business.startswith(code[:31])):
        yield Finding(RULE, "business_code", "业务办理项编码应为实施编码加 2 位顺序号，共 33 位。")


def _holder(
    credit_code: str, level: str, elements: Mapping[str, Any], body: Body
) -> Iterator[Finding]:
    if not is_credit_code(credit_code):
        yield Finding(RULE, "code", "编码前 18 位不是正确的统一社会信用代码（校验位不对）。")
    elif body.credit_code and credit_code != body.credit_code:
        yield Finding(RULE, "code", f"编码前 18 位与{body.name}的统一社会信用代码不一致。")
    stated = str(elements.get("level") or "")
    if stated and stated != level:
        yield Finding(RULE, "code", f"编码第 19 位（行使层级 {level}）与所填行使层级不一致。")
    elif body.level and level != body.level:
        yield Finding(RULE, "code", f"编码第 19 位应为 {body.level}（{body.name}的行使层级）。")


def _same_kind(in_code: str, kind: str) -> bool:
    """Types 10 and 20 have extensions (11…, 21…) that belong to them."""
    return in_code == kind or (kind in {"10", "20"} and in_code[0] == kind[0])


def _unknown_codes(elements: Mapping[str, Any]) -> Iterator[Finding]:
    stated = str(elements.get("organisation_code") or "")
    if stated and not is_credit_code(stated):
        yield Finding(RULE, "organisation_code", "实施主体编码不是正确的统一社会信用代码。")
