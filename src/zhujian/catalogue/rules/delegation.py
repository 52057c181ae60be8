"""What a guide must say when the power behind it is delegated."""

from collections.abc import Mapping
from typing import Any

from zhujian.catalogue.rules.findings import Body, Finding

RULE = "SVC-03"
DELEGATED = frozenset({"5", "6"})


def delegation_findings(elements: Mapping[str, Any], body: Body) -> list[Finding]:
    """SVC-03: a delegated power names the delegating department and the public notice.

    许可法第 24 条: only another administrative organ may be delegated to, the delegation is
    announced, and the power is exercised in the name of the delegating department.
    """
    if elements.get("power_source") not in DELEGATED:
        return []
    findings = []
    if not elements.get("delegating_department"):
        findings.append(
            Finding(RULE, "delegating_department", "受委托行使的事项必须写明委托部门。")
        )
    notice = str(elements.get("delegation_notice") or "")
    if not notice.startswith(("https://", "http://", "/")):
        findings.append(
            Finding(RULE, "delegation_notice", "受委托行使的事项必须附委托公告的链接。")
        )
    if not body.is_administrative:
        findings.append(Finding(RULE, "organisation", f"{body.name}不是行政机关，不能受委托实施。"))
    return findings
