"""What the applicant handed in before, to be used once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhujian.cases import rules
from zhujian.cases.models import Material
from zhujian.kernel import clock
from zhujian.people.models import Enterprise, User

OFFERED = 3
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class EarlierFile:
    """One file that was handed in with an earlier case; `ref` is how it is named again."""

    ref: str
    number: str
    item: str
    filename: str
    kind_text: str
    sha256: str
    on: date


def earlier_files(
    applicant: User, materials: Sequence[Mapping[str, Any]], *, enterprise: Enterprise | None
) -> dict[str, list[EarlierFile]]:
    """Return by material what the applicant, or his enterprise, handed in before.

    Of the same document type, the newest first, each content once, none that is too old.
    """
    types = {one["document_type"] for one in materials if one.get("document_type")}
    if not types:
        return {}
    rows = list(
        reusable(applicant, enterprise)
        .filter(document_type__in=types)
        .select_related("case")
        .order_by("-pk")[:LOOKED_AT]
    )
    return {one["id"]: _offered(one, rows) for one in materials}


def reusable(applicant: User, enterprise: Enterprise | None) -> QuerySet[Material]:
    """Return the files of the applicant's own cases, or of those of his enterprise."""
    rows = Material.objects.filter(case__enterprise=enterprise).exclude(stored_as="")
    return rows.filter(case__applicant=applicant) if enterprise is None else rows


def _offered(material: Mapping[str, Any], rows: Sequence[Material]) -> list[EarlierFile]:
    found: dict[str, EarlierFile] = {}
    for row in rows:
        if row.document_type != material.get("document_type") or row.sha256 in found:
            continue
        first_on = handed_in_on(row)
        months = material.get("valid_months")
        if not rules.is_too_old(first_on=first_on, today=clock.today(), valid_months=months):
            found[row.sha256] = EarlierFile(
                ref=f"{row.case.number}.{row.pk}",
                number=row.case.number,
                item=row.case.item_name,
                filename=row.filename,
                kind_text=row.kind_text,
                sha256=row.sha256,
                on=first_on,
            )
    return list(found.values())[:OFFERED]


def handed_in_on(row: Material) -> date:
    """Return the day on which a file was first handed in."""
    return row.first_on or clock.china_date(row.case.submitted_at)
