"""The law of items and guides as arithmetic: no Django, no clock."""

from zhujian.catalogue.rules.codes import (
    CodeParts,
    basic_code_of,
    credit_code_of,
    credit_code_within,
    is_credit_code,
    is_new_scheme,
    parse_code,
)
from zhujian.catalogue.rules.completeness import missing_elements
from zhujian.catalogue.rules.consistency import consistency_findings
from zhujian.catalogue.rules.delegation import delegation_findings
from zhujian.catalogue.rules.elements import BY_KEY, ELEMENTS, KEY_ELEMENTS, Element
from zhujian.catalogue.rules.findings import Body, Finding
from zhujian.catalogue.rules.materials import material_findings
from zhujian.catalogue.rules.whole import Assessment, assess

__all__ = [
    "BY_KEY",
    "ELEMENTS",
    "KEY_ELEMENTS",
    "Assessment",
    "Body",
    "CodeParts",
    "Element",
    "Finding",
    "assess",
    "basic_code_of",
    "consistency_findings",
    "credit_code_of",
    "credit_code_within",
    "delegation_findings",
    "is_credit_code",
    "is_new_scheme",
    "material_findings",
    "missing_elements",
    "parse_code",
]
