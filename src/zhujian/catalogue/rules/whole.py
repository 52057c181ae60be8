"""All rules of a guide at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhujian.catalogue.rules.completeness import missing_elements
from zhujian.catalogue.rules.consistency import consistency_findings
from zhujian.catalogue.rules.delegation import delegation_findings
from zhujian.catalogue.rules.findings import Body, Finding
from zhujian.catalogue.rules.materials import material_findings
from zhujian.catalogue.schemas import check_schema

FORM_RULE = "表单定义"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is missing from a guide and what its rules found."""

    missing: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that forbid publication."""
        return tuple(finding for finding in self.findings if finding.is_blocking)

    @property
    def is_publishable(self) -> bool:
        """Whether the guide may be published as it stands."""
        return not self.missing and not self.blocking


def assess(elements: Mapping[str, Any], body: Body) -> Assessment:
    """Return what SVC-01, 02, 03 and 08 and the subset of form schemas say about elements."""
    findings = [
        *consistency_findings(elements, body),
        *delegation_findings(elements, body),
        *material_findings(elements),
    ]
    if elements.get("form"):
        findings += [Finding(FORM_RULE, "form", fault) for fault in check_schema(elements["form"])]
    return Assessment(tuple(missing_elements(elements)), tuple(findings))
