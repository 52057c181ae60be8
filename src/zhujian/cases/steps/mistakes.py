"""After a decision: a mistake in it is corrected, or it is revoked; each a line of its own."""

from __future__ import annotations

from zhujian.cases import notices, rules
from zhujian.cases.models import Case
from zhujian.cases.steps import wording
from zhujian.cases.steps.checking import checked_note
from zhujian.cases.steps.moving import move, write_line
from zhujian.cases.steps.publishing import correct_result, revoke_result
from zhujian.kernel import clock
from zhujian.kernel.deadlines.steps import Begins, Ends, turn
from zhujian.people.models import User


def correct(case: Case, *, by: User, note: str) -> None:
    """Correct a mistake in a decision; what is right now is to be delivered once more (SVC-05)."""
    move(case, "correct", by=by)
    said = checked_note(note, is_required=True, missing="更正决定必须写明更正了什么、为什么。")
    case.delivered_at = None
    case.delivered_how = ""
    again = Begins("SVC-05", clock.today(), of="delivery")
    case.due_on = turn(subject=case.number, begins=[again])[0].due_on
    case.save(update_fields=["state", "delivered_at", "delivered_how", "due_on"])
    correct_result(case)
    paper = wording.decision_correction(case, note=said)
    write_line(case, "case.correct", by=by, note=said, paper=paper)
    notices.tell_applicant(case, template="case-decision-corrected")


def revoke(case: Case, *, by: User, note: str) -> None:
    """Revoke a decision, with the reason and the remedies; nothing more is due."""
    move(case, "revoke", by=by)
    said = checked_note(note, is_required=True, missing="撤销决定必须写明理由。")
    case.revoked_at = clock.now()
    case.due_on = None
    turn(subject=case.number, ends=[Ends("SVC-05")])
    case.save(update_fields=["state", "revoked_at", "due_on"])
    revoke_result(case)
    paper = wording.revocation(case, reason=said)
    write_line(case, "case.revoke", by=by, note=f"{said}\n{rules.REMEDIES}", paper=paper)
    notices.tell_applicant(case, template="case-decision-revoked")
