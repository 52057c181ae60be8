"""For whom somebody acted, and what was promised for materials."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhujian.cases.models import Case
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.queries.filling import guide_of
from zhujian.kernel import clock


def on_behalf_of(case: Case) -> dict[str, Any] | None:
    """Return for whom somebody else acted: an enterprise in full, a person masked."""
    if case.enterprise is not None:
        return {"kind": "enterprise", "name": case.enterprise.name}
    if case.agent_id is not None:
        return {"kind": "person", "name": case.applicant_masked}
    return None


def promises_of(case: Case) -> list[dict[str, Any]]:
    """Return what was promised for materials: to hand in later, or instead of a proof."""
    today = clock.today()
    return [
        {
            "material": one.material_id,
            "kind": one.kind,
            "words": one.words,
            "by_on": one.by_on,
            "kept_at": one.kept_at,
            "is_late": one.is_late(on=today),
            "finding": one.finding or None,
        }
        for one in case.pledges.all()
    ]


def promised_choices(case: Case) -> list[tuple[str, str]]:
    """Return the promises that stand instead of a proof, to be checked: id and name."""
    names = {one["id"]: one["name"] for one in guide_of(case).snapshot["materials"]}
    instead = case.pledges.instead().values_list("material_id", flat=True)
    return [(name, names.get(name, name)) for name in instead]


def promised_late(on: date) -> CaseQuerySet:
    """Return the cases that wait for a promised material since before a day."""
    return Case.objects.promised_late(on=on)
