"""Before a case is accepted: what is missing is told once, corrected, or it is not accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhujian.cases import notices, rules
from zhujian.cases.models import Case
from zhujian.cases.queries import guide_of
from zhujian.cases.steps import wording
from zhujian.cases.steps.checking import (
    KeptFile,
    check_application,
    check_total,
    checked_note,
)
from zhujian.cases.steps.moving import move, write_line
from zhujian.cases.steps.opening import await_answer, filled_name, handed_words, write_files
from zhujian.cases.steps.pledging import keep_pledges
from zhujian.kernel import clock
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.deadlines.steps import Begins, Ends, turn
from zhujian.kernel.privacy import mask_name
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import User

MAX_MISSING = 20
MAX_MISSING_WORDS = 200
MAX_AUTHORITY = 100
NAMES = ("applicant_name", "applicant_masked")


@dataclass(frozen=True, slots=True)
class _Asked:
    form: Mapping[str, Any]
    materials: Sequence[Mapping[str, Any]]


def request_correction(
    case: Case, *, by: User, missing: Sequence[str], by_on: date, note: str = ""
) -> None:
    """SVC-04: tell once, in words, what is missing and by when; the applicant has the next move."""
    move(case, "request-correction", by=by)
    now = clock.now()
    told_on = clock.china_date(now)
    items = _checked_missing(missing)
    days = rules.correction_days(told_on=told_on, by_on=by_on)
    if days is None:
        reason = f"补交的日期应在明天以后、{rules.MAX_CORRECTION_DAYS} 天以内。"
        raise Refused("correction_date", reason, fields=(FieldRefusal("by_on", reason),))
    said = checked_note(note)
    answer = Begins(
        "SVC-04",
        told_on,
        of="correction",
        n=days,
        unit=Unit.DAY,
        title="补正期限",
        event="通知补正",
    )
    case.due_on = turn(subject=case.number, ends=[Ends("SVC-04")], begins=[answer])[0].due_on
    case.correction_asked_at = now
    case.correction_by_on = by_on
    case.missing = items
    case.save(
        update_fields=["state", "correction_asked_at", "correction_by_on", "missing", "due_on"]
    )
    listed = "".join(f"{place}. {words}\n" for place, words in enumerate(items, start=1))
    write_line(
        case,
        "case.request-correction",
        by=by,
        note=f"{listed}{said}".strip(),
        data={"by_on": by_on.isoformat(), "count": len(items)},
        paper=wording.correction(case, missing=items, by_on=case.due_on, note=said),
    )
    notices.tell_applicant(
        case, template="case-correction", variables={"by_on": date_words(case.due_on)}
    )


def submit_correction(
    case: Case,
    *,
    by: User,
    form: Mapping[str, Any] | None = None,
    files: Sequence[KeptFile] = (),
    note: str = "",
) -> None:
    """SVC-04: take the correction in; whether it is accepted is to be answered anew from today.

    Fields of the form that are not named stay as they were, files come beside those handed in.
    """
    move(case, "submit-correction", by=by)
    said = checked_note(note)
    snapshot = guide_of(case).snapshot
    asked = _Asked(snapshot["form"], snapshot["materials"])
    present = list(case.materials.all())
    new_ids = {file.material_id for file in files}
    instead = case.pledges.instead().values_list("material_id", flat=True)
    cleaned = check_application(
        asked,
        {**case.form, **(form or {})},
        handed_in=[*[row.material_id for row in present], *new_ids, *instead],
    )
    if cleaned == case.form and not files and not said:
        raise Refused("correction_empty", "还没有改动：请改正表单、补交材料，或者写一句说明。")
    check_new(files, [(row.material_id, row.sha256) for row in present])
    check_total(
        sum(row.size for row in present) + sum(file.size for file in files),
        len(present) + len(files),
    )
    write_files(case, files, asked.materials)
    now = clock.now()
    keep_pledges(case, new_ids, at=now)
    case.received_on = clock.china_date(now)
    case.due_on = await_answer(case.number, received_on=case.received_on)
    changed = sorted(
        name for name in {*cleaned, *case.form} if cleaned.get(name) != case.form.get(name)
    )
    case.form = cleaned
    name = filled_name(asked.form, cleaned, audience=snapshot.get("audience"))
    if name and case.enterprise_id is None:
        case.applicant_name, case.applicant_masked = name, mask_name(name)
    case.save(update_fields=["state", "received_on", "due_on", "materials_by_on", "form", *NAMES])
    write_line(
        case,
        "case.submit-correction",
        by=by,
        note=said,
        organisation="",
        data={"fields": changed, "sha256": [file.sha256 for file in files]},
        paper=wording.receipt(
            case,
            materials=handed_words(asked.materials, new_ids),
            answer_by=case.due_on,
            is_again=True,
        ),
    )
    notices.tell_applicant(case, template="case-corrected")


def refuse(case: Case, *, by: User, note: str, authority: str = "") -> None:
    """SVC-04: do not accept, with the reason and, where it is known, who is competent."""
    move(case, "refuse", by=by)
    said = checked_note(note, is_required=True, missing="不予受理必须写明理由。")
    named = authority.strip()
    if len(named) > MAX_AUTHORITY:
        reason = f"机关名称最多 {MAX_AUTHORITY} 个字。"
        raise Refused("authority_too_long", reason, fields=(FieldRefusal("authority", reason),))
    case.not_accepted_at = clock.now()
    case.competent_authority = named
    turn(subject=case.number, ends=[Ends("SVC-04")])
    case.due_on = None
    case.save(update_fields=["state", "not_accepted_at", "competent_authority", "due_on"])
    told = f"{said}\n有权办理的机关：{named}。" if named else said
    paper = wording.non_acceptance(case, reason=said, authority=named)
    write_line(case, "case.refuse", by=by, note=f"{told}\n{rules.REMEDIES}", paper=paper)
    notices.tell_applicant(case, template="case-not-accepted")


def _checked_missing(missing: Sequence[str]) -> list[str]:
    items = [words.strip() for words in missing if words.strip()]
    reason = ""
    if not items:
        reason = "请写明缺什么、怎样补，每项一行。"
    elif len(items) > MAX_MISSING:
        reason = f"最多列 {MAX_MISSING} 项，请合并。"
    elif any(len(words) > MAX_MISSING_WORDS for words in items):
        reason = f"每项最多 {MAX_MISSING_WORDS} 个字。"
    if reason:
        raise Refused("correction_missing", reason, fields=(FieldRefusal("missing", reason),))
    return items


def check_new(files: Sequence[KeptFile], present: Sequence[tuple[str, str]]) -> None:
    """Refuse (422) a file that is there already, by material and content."""
    seen = set(present)
    for place, file in enumerate(files):
        key = (file.material_id, file.sha256)
        if key in seen:
            reason = f"「{file.filename}」已经提交过了。"
            raise Refused(
                "file_twice", reason, fields=(FieldRefusal(f"materials.{place}", reason),)
            )
        seen.add(key)
