"""What may be asked of an applicant, and how it must be named."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zhujian.catalogue.rules.findings import Finding
from zhujian.catalogue.rules.shape.rows import PROMISE_KEYS

RULE = "SVC-08"
_OTHER = re.compile(
    r"其[他它](?:相关|有关|必要|所需|需要|应当|需|要求|规定|证明|申请|辅助|补充|提交|提供|的)*"
    r"(?:材料|资料|文件|证明|证件|手续|要件|情况)"
)
_AND_SO_ON = re.compile(
    r"(?<![高中初同平相均一二三甲乙丙特上下优])等"
    r"(?:(?:相关|有关|其他|的)*(?:材料|资料|文件|证明|证件|手续)|(?=$|[）)，、。；;/]))"
)
_OTHER_CONDITION = re.compile(r"其[他它](?:相关|有关|必要|应当|规定|的)*条件")


def material_findings(elements: Mapping[str, Any]) -> list[Finding]:
    """SVC-08: no catch-all material, nothing asked that government can share, proofs in the list.

    国令716 第 7 条, 优化营商环境条例第 44 条. A promise instead (国办发〔2020〕42号) tells
    its four elements and never stands where the risk is high. Catch-alls in conditions and what a
    department issues whose sharing is not yet settled are pointed out without blocking.
    """
    findings: list[Finding] = []
    for place, material in enumerate(elements.get("materials") or (), start=1):
        findings += _material(place, material)
        findings += _promise(place, material, is_high_risk=bool(elements.get("is_high_risk")))
    for condition in elements.get("conditions") or ():
        if _OTHER_CONDITION.search(str(condition)) or is_catch_all(str(condition)):
            findings.append(
                Finding(
                    RULE,
                    "conditions",
                    f"受理条件「{condition}」有兜底说法，请写明具体条件。",
                    is_blocking=False,
                )
            )
    return findings


def is_catch_all(text: str) -> bool:
    """Tell whether words leave open what is asked: 「其他材料」, 「……等材料」."""
    return bool(_OTHER.search(text) or _AND_SO_ON.search(text.strip()))


def _material(place: int, material: Mapping[str, Any]) -> Iterator[Finding]:
    name = str(material.get("name") or "")
    where = f"材料第 {place} 项「{name}」"
    if is_catch_all(name):
        yield Finding(RULE, "materials", f"{where}是兜底说法，请列出具体材料。")
    is_asked = material.get("required") == "required"
    if material.get("source") == "20" and is_asked:
        if material.get("is_shared"):
            yield Finding(RULE, "materials", f"{where}能够共享获得，不得要求申请人另行提供。")
        elif not material.get("source_note"):
            yield Finding(
                RULE,
                "materials",
                f"{where}由政府部门核发，应优先共享获得；确需提供的请写明来源说明。",
                is_blocking=False,
            )
    if material.get("is_proof") and not material.get("proof_basis"):
        yield Finding(RULE, "materials", f"{where}是证明材料，必须在证明事项清单内并写明依据。")


def _promise(place: int, material: Mapping[str, Any], *, is_high_risk: bool) -> Iterator[Finding]:
    if not material.get("is_promisable"):
        return
    where = f"材料第 {place} 项「{material.get('name') or ''}」"
    if is_high_risk:
        yield Finding(
            RULE,
            "materials",
            f"{where}不能用承诺代替：直接涉及国家安全、公共安全、金融审慎监管、生态环境、"
            "人身健康和生命财产安全、重要涉外等高风险事项不适用告知承诺。",
        )
    lacking = [label for key, label in PROMISE_KEYS.items() if not material.get(key)]
    if lacking:
        yield Finding(RULE, "materials", f"{where}可以用承诺代替，还须写明{'、'.join(lacking)}。")
