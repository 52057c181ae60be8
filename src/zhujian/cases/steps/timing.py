"""While a case is handled: the clock stands still, runs again, gets more days."""

from __future__ import annotations

from zhujian.cases import notices, rules
from zhujian.cases.models import Case
from zhujian.cases.queries import is_bound
from zhujian.cases.queries.standing import extension_limit
from zhujian.cases.states import MOVES, Procedure
from zhujian.cases.steps import wording
from zhujian.cases.steps.checking import checked_choice, checked_note
from zhujian.cases.steps.moving import SUSPENSION, clear_suspension, move, nearest_date, write_line
from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.calendar import add_workdays
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines import steps as deadlines
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.deadlines.queries import running_deadlines
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import User


def suspend(case: Case, *, by: User, procedure: str, days: int, note: str = "") -> None:
    """SVC-06: let a listed procedure stop the clock for the working days told in writing."""
    move(case, "suspend", by=by)
    chosen = Procedure(checked_choice(procedure, Procedure, field="procedure"))
    _check_days(days, most=rules.MAX_PROCEDURE_DAYS)
    said = checked_note(note)
    today = clock.today()
    case.suspended_for = chosen
    case.suspended_on = today
    case.suspended_until = add_workdays(today, days)
    deadlines.pause(
        subject=case.number,
        rule="SVC-05",
        on=today,
        until=case.suspended_until,
        reason=str(chosen.label),
    )
    case.due_on = nearest_date(case)
    case.save(update_fields=["state", "due_on", *SUSPENSION])
    written = (
        f"因{chosen.label}，自{date_words(today)}的次日起暂停计算办结期限，所需时间为 {days} 个"
        f"工作日，至{date_words(case.suspended_until)}；这段时间不计入期限（行政许可法第四十五条）。"
    )
    write_line(
        case,
        "case.suspend",
        by=by,
        note=f"{written}\n{said}".strip(),
        data={
            "procedure": str(chosen.label),
            "days": days,
            "until": case.suspended_until.isoformat(),
        },
        paper=wording.suspension(case, procedure=str(chosen.label), days=days, note=said),
    )
    notices.tell_applicant(case, template="case-suspended", variables={"days": str(days)})


def resume(case: Case, *, by: User, note: str = "") -> None:
    """SVC-06: let the clock run again; what was not told in writing counts."""
    is_law = is_bound(case, "SVC-06")
    move(case, "resume", by=by)
    said = checked_note(note)
    _run_again(case, is_law=is_law)
    write_line(case, "case.resume", by=by, note=said)
    notices.tell_applicant(case, template="case-resumed")


def silent_suspension(*, number: str) -> Case | None:
    """SVC-06: return a case whose suspension has outlived its time, locked, or nothing."""
    case = (
        Case.objects.resting(on=clock.today())
        .select_for_update(of=("self",))
        .select_related("organisation")
        .filter(number=number)
        .first()
    )
    return case if case is not None and is_bound(case, "SVC-06") else None


def resume_on_time(case: Case, *, by: Actor) -> None:
    """SVC-06: let the clock run again as of the day that was told, since its time is over."""
    until = case.suspended_until
    case.state = MOVES.target("resume-on-time", case.state, state_text=case.state_text)
    _run_again(case, is_law=True)
    write_line(
        case,
        "case.resume-on-time",
        by=by,
        note="",
        data={"until": until.isoformat() if until else ""},
    )
    notices.tell_applicant(case, template="case-resumed")


def extend(case: Case, *, by: User, days: int, note: str) -> None:
    """SVC-05: grant more days before the date, at most those of the law, with the reason."""
    move(case, "extend", by=by)
    _check_days(days, most=extension_limit(case))
    said = checked_note(note, is_required=True, missing="延长期限必须写明理由，理由会告知申请人。")
    for row in _in_days(case):
        deadlines.extend(subject=case.number, rule="SVC-05", of=row.of, days=days, on=clock.today())
    case.extended_n += days
    case.due_on = nearest_date(case)
    case.save(update_fields=["state", "due_on", "extended_n"])
    write_line(
        case,
        "case.extend",
        by=by,
        note=said,
        data={"days": days},
        paper=wording.extension(case, days=days, reason=said),
    )
    notices.tell_applicant(case, template="case-extended", variables={"days": str(days)})


def _in_days(case: Case) -> list[Deadline]:
    """Return the running terms that are counted in days; months are not lengthened by days."""
    rows = [row for row in running_deadlines(case.number) if row.unit != Unit.MONTH]
    if not rows:
        raise Refused("extension_unit", "这一事项的期限以月计算，不能按日延长。", status=409)
    return rows


def _run_again(case: Case, *, is_law: bool) -> None:
    assert case.suspended_until is not None  # noqa: S101 -- the constraint says so
    on = rules.resumed_on(today=clock.today(), until=case.suspended_until, is_bound=is_law)
    deadlines.resume(subject=case.number, rule="SVC-05", on=on)
    clear_suspension(case)
    case.due_on = nearest_date(case)
    case.save(update_fields=["state", "due_on", *SUSPENSION])


def _check_days(days: int, *, most: int) -> None:
    if not 1 <= days <= most:
        reason = f"天数应在 1 至 {most} 之间。"
        raise Refused("days_range", reason, fields=(FieldRefusal("days", reason),))
