"""Using once more what the applicant handed in before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhujian.cases import files, rules
from zhujian.cases.models import Material
from zhujian.cases.queries.earlier import handed_in_on, reusable
from zhujian.cases.steps.checking import HandedFile
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import Enterprise, User


@dataclass(frozen=True, slots=True)
class EarlierRef:
    """A file of an earlier case, named to be used for a material."""

    material_id: str
    ref: str


def with_earlier(
    handed: Sequence[HandedFile | EarlierRef],
    materials: Sequence[Mapping[str, Any]],
    *,
    applicant: User,
    enterprise: Enterprise | None,
) -> list[HandedFile]:
    """Return the files with those of earlier cases read in: copies, to be judged anew."""
    found = []
    for place, one in enumerate(handed):
        if isinstance(one, HandedFile):
            found.append(one)
            continue
        where = f"materials.{place}"
        row = earlier_row(one, materials, applicant=applicant, enterprise=enterprise, where=where)
        found.append(copy_of(row, one.material_id))
    return found


def earlier_row(
    wanted: EarlierRef,
    materials: Sequence[Mapping[str, Any]],
    *,
    applicant: User,
    enterprise: Enterprise | None,
    where: str,
) -> Material:
    """Return a file of the applicant's earlier cases that may stand for a material, or refuse.

    422, at the field `where`: not his, of another type of document, or too old by now.
    """
    number, _, pk = wanted.ref.rpartition(".")
    row = None
    if pk.isdecimal() and len(pk) < 16:
        rows = reusable(applicant, enterprise).select_related("case")
        row = rows.filter(pk=int(pk), case__number=number).first()
    material = next((one for one in materials if one["id"] == wanted.material_id), {})
    reason = ""
    if row is None:
        reason = "没有找到这份以前提交的材料。"
    elif not row.document_type or row.document_type != material.get("document_type"):
        reason = "以前提交的不是同一种材料，不能用在这里。"
    elif rules.is_too_old(
        first_on=handed_in_on(row), today=clock.today(), valid_months=material.get("valid_months")
    ):
        reason = "以前提交的材料已经过了有效期，请提交新的。"
    if row is None or reason:
        raise Refused("reuse", reason, fields=(FieldRefusal(where, reason),))
    return row


def copy_of(row: Material, material_id: str) -> HandedFile:
    """Return the content of a file of an earlier case as if it were handed in now."""
    return HandedFile(
        material_id=material_id,
        filename=row.filename,
        content=files.read(row.stored_as),
        first_on=handed_in_on(row),
        reused_from=row.case.number,
    )


def write_reuse(row: Material, *, by: Actor) -> None:
    """Write on the earlier case that staff took a file from it; the applicant can read it."""
    journal.write(
        verb="case.reuse-material",
        subject=row.case.number,
        by=by,
        data={"material": row.material_id, "sha256": row.sha256},
    )
