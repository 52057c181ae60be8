"""Which rules bind which statutory types."""

from __future__ import annotations

from zhujian.cases.models import Case, Exemption
from zhujian.catalogue.states import APPLIED_KINDS


def is_bound(case: Case, rule: str) -> bool:
    """Say whether a rule binds the statutory type of a case."""
    return not Exemption.objects.filter(rule=rule, kind=case.item_kind).exists()


def bound_kinds(rule: str) -> list[str]:
    """Return the types that a rule binds, of those that may be applied for."""
    exempt = set(Exemption.objects.filter(rule=rule).values_list("kind", flat=True))
    return sorted(APPLIED_KINDS - exempt)
