"""What was promised: handed in later, or checked after the fact."""

from __future__ import annotations

from collections.abc import Sequence

from zhujian.cases.models import Case
from zhujian.cases.queries import guide_of
from zhujian.cases.states import PledgeFinding
from zhujian.cases.steps.checking import KeptFile, check_total, checked_choice, checked_note
from zhujian.cases.steps.correcting import check_new
from zhujian.cases.steps.moving import move, write_line
from zhujian.cases.steps.opening import write_files
from zhujian.cases.steps.pledging import keep_pledges
from zhujian.kernel import clock
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import User


def supply(case: Case, *, by: User, files: Sequence[KeptFile], note: str = "") -> None:
    """SVC-08: take in materials that were promised for later; the case stays where it is."""
    move(case, "supply", by=by)
    said = checked_note(note)
    awaited = set(case.pledges.unkept().values_list("material_id", flat=True))
    if not files:
        reason = "请选择要补交的文件。"
        raise Refused("supply_empty", reason, fields=(FieldRefusal("materials", reason),))
    wrong = [
        FieldRefusal(f"materials.{place}", "这份材料没有承诺补交，或者已经补交。")
        for place, file in enumerate(files)
        if file.material_id not in awaited
    ]
    if wrong:
        raise Refused("supply_unknown", wrong[0].reason, fields=tuple(wrong))
    present = list(case.materials.all())
    check_new(files, [(row.material_id, row.sha256) for row in present])
    check_total(
        sum(row.size for row in present) + sum(file.size for file in files),
        len(present) + len(files),
    )
    write_files(case, files, guide_of(case).snapshot["materials"])
    names = sorted({file.material_id for file in files})
    keep_pledges(case, names, at=clock.now())
    case.save(update_fields=["materials_by_on"])
    write_line(
        case,
        "case.supply",
        by=by,
        note=said,
        organisation="",
        data={"materials": names, "sha256": [file.sha256 for file in files]},
    )


def check_promise(case: Case, *, by: User, material: str, finding: str, note: str = "") -> None:
    """SVC-08: write down what a check found of a promise that stands instead of a proof.

    Found again, the last finding counts; what follows from an untrue one is a move of its own.
    """
    move(case, "check-promise", by=by)
    pledge = case.pledges.instead().filter(material_id=material).first()
    if pledge is None:
        reason = "这份材料没有告知承诺。"
        raise Refused("promise_unknown", reason, fields=(FieldRefusal("material", reason),))
    pledge.finding = checked_choice(finding, PledgeFinding, field="finding")
    said = checked_note(
        note,
        is_required=finding == PledgeFinding.UNTRUE,
        missing="认定承诺不实必须写明查到了什么。",
    )
    pledge.checked_at = clock.now()
    pledge.save(update_fields=["finding", "checked_at"])
    write_line(
        case,
        "case.check-promise",
        by=by,
        note=said,
        data={"material": material, "finding": finding},
    )
