"""The moves of a case without their transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhujian.cases import notices, rules
from zhujian.cases.models import Case
from zhujian.cases.permissions import MOVE_PERMISSIONS, can_see_case
from zhujian.cases.queries.filling import late_names
from zhujian.cases.queries.standing import hindrance, is_accepted_by_law
from zhujian.cases.states import MOVES, Channel, DeliveryWay, Outcome
from zhujian.cases.steps import wording
from zhujian.cases.steps.checking import checked_choice, checked_note
from zhujian.cases.steps.notices import give_notice, sealed
from zhujian.cases.steps.publishing import publish_result
from zhujian.cases.steps.wording import Paper
from zhujian.kernel import clock, journal, rows
from zhujian.kernel.actors import Actor
from zhujian.kernel.deadlines.queries import due_by_rule, running_deadlines
from zhujian.kernel.deadlines.steps import Begins, Ends, turn
from zhujian.kernel.refusals import Refused, forbidden, not_found
from zhujian.people.models import Organisation, User
from zhujian.places.queries import windows_of
from zhujian.ratings.steps import offer_rating

SUSPENSION = ("suspended_for", "suspended_on", "suspended_until")
RATED_AT = {Channel.ONLINE: "online", Channel.WINDOW: "counter"}


def locked_case(*, by: User, number: str) -> Case:
    """Return a case that the person may see, locked for this transaction, or refuse (404)."""
    case = rows.fetch(Case, number=number, is_locked=True)
    if case is None or not can_see_case(by, case):
        raise not_found("没有找到这个办件，请核对编号。")
    case.organisation = rows.the(Organisation, id=case.organisation_id)
    return case


def silent_case(*, number: str) -> Case | None:
    """SVC-04: return a case that nobody answered by the sixth working day, locked, or nothing.

    The day of receipt is not counted; on a day off the timer waits for the working day.
    """
    case = (
        Case.objects.unanswered(on=clock.today())
        .select_for_update(of=("self",))
        .select_related("organisation")
        .filter(number=number)
        .first()
    )
    if case is None or not is_accepted_by_law(case):
        return None
    sixth = due_by_rule("SVC-04", case.received_on, "deemed").on
    return case if clock.today() >= sixth else None


def accept(case: Case, *, by: User, note: str = "") -> None:
    """SVC-05: accept a case; from today the promised term counts, else the statutory one.

    SVC-04: after the days for the answer it counts as accepted from the day of receipt; before
    that day nothing is accepted, though the clock be set back.
    """
    is_late = is_accepted_by_law(case)
    move(case, "accept", by=by)
    _begin_term(case, on=case.received_on if is_late else max(clock.today(), case.received_on))
    write_line(case, "case.accept", by=by, note=checked_note(note), paper=wording.acceptance(case))
    notices.tell_applicant(case, template="case-accepted")


def deem_accepted(case: Case, *, by: Actor) -> None:
    """SVC-04: let a case count as accepted from the day of receipt, since nobody answered."""
    case.state = MOVES.target("deem-accepted", case.state, state_text=case.state_text)
    _begin_term(case, on=case.received_on)
    write_line(
        case,
        "case.deem-accepted",
        by=by,
        note="",
        data={"received_on": case.received_on.isoformat()},
        paper=wording.acceptance(case, is_silent=True),
    )
    notices.tell_applicant(case, template="case-deemed-accepted")


def _begin_term(case: Case, *, on: date) -> None:
    """SVC-05: let the promised term run, and beside it the statutory one where they differ."""
    case.accepted_on = on
    term = rules.handling_term(promised=case.promised, statutory=case.statutory)
    is_promised = case.promised is not None
    begins = [
        Begins(
            "SVC-05",
            on,
            of="decision",
            n=term.n if term else None,
            unit=term.unit if term else None,
            title="承诺办结期限" if is_promised else None,
            legal=f"办事指南（第 {case.guide_version} 版）的承诺" if is_promised else None,
        )
    ]
    if is_promised and case.statutory and case.statutory != case.promised:
        law = case.statutory
        begins.append(
            Begins("SVC-05", on, of="statutory", n=law.n, unit=law.unit, title="法定办结期限")
        )
    running = turn(subject=case.number, ends=[Ends("SVC-04")], begins=begins)
    case.due_on = running[0].due_on
    rows.update(case, "state", "accepted_on", "due_on")


def nearest_date(case: Case) -> date:
    """Return the nearest date that runs for a case: what its copy holds."""
    return running_deadlines(case.number)[0].due_on


def decide(case: Case, *, by: User, outcome: str, note: str = "") -> None:
    """Decide a case; its result is due within the days of SVC-05, and it may now be rated."""
    move(case, "decide", by=by)
    case.outcome = checked_choice(outcome, Outcome, field="outcome")
    if outcome == Outcome.GRANTED:
        _check_materials_there(case)
    said = checked_note(note, is_required=outcome == Outcome.REFUSED)
    case.decided_at = clock.now()
    delivery = Begins("SVC-05", clock.china_date(case.decided_at), of="delivery")
    case.due_on = turn(subject=case.number, ends=[Ends("SVC-05")], begins=[delivery])[0].due_on
    case.rating_token = offer_rating(
        subject=case.number,
        organisation=case.organisation.slug,
        item=case.item_code,
        place=windows_of(case.taken_in_at_id) if case.taken_in_at_id else "",
        channel=RATED_AT[Channel(case.channel)],
    )
    changed = ["state", "outcome", "decided_at", "due_on", "rating_token"]
    if case.materials_by_on is not None and outcome == Outcome.REFUSED:
        case.materials_by_on = None  # nothing is awaited any more
        changed.append("materials_by_on")
    rows.update(case, *changed)
    published = publish_result(case)
    until = {"public_until": published.leaves_on.isoformat()} if published else {}
    write_line(
        case,
        "case.decide",
        by=by,
        note=said,
        data={"outcome": outcome, **until},
        paper=wording.decision(case, note=said),
    )
    notices.tell_applicant(case, template="case-decided")


def _check_materials_there(case: Case) -> None:
    """SVC-08: refuse (409) to grant while a promised material is missing past its day."""
    today = clock.today()
    if not rules.may_grant(materials_by_on=case.materials_by_on, today=today):
        raise Refused(
            "materials_late",
            f"申请人承诺补交的「{'」「'.join(late_names(case, on=today))}」到期没有补交，"
            "补齐以后才能准予；不再等待的，可以作出不予决定。",
            status=409,
        )


def deliver(case: Case, *, by: User, how: str, note: str = "") -> None:
    """Hand the result over; with this the case is finished."""
    move(case, "deliver", by=by)
    case.delivered_at = clock.now()
    case.delivered_how = checked_choice(how, DeliveryWay, field="how")
    turn(subject=case.number, ends=[Ends("SVC-05", "delivery")])
    case.due_on = None
    rows.update(case, "state", "delivered_at", "delivered_how", "due_on")
    write_line(case, "case.deliver", by=by, note=checked_note(note), data={"how": how})
    notices.tell_applicant(case, template="case-delivered")


def withdraw(case: Case, *, by: User, note: str = "") -> None:
    """Take an application back; nothing more is due."""
    move(case, "withdraw", by=by)
    case.withdrawn_at = clock.now()
    turn(subject=case.number, ends=[Ends("SVC-04"), Ends("SVC-05")])
    case.due_on = None
    clear_suspension(case)
    case.save(update_fields=["state", "withdrawn_at", "due_on", *SUSPENSION])
    write_line(case, "case.withdraw", by=by, note=checked_note(note), organisation="")
    notices.tell_applicant(case, template="case-withdrawn")


def clear_suspension(case: Case) -> None:
    """Let a case remember no suspension; the journal does."""
    case.suspended_for = ""
    case.suspended_on = None
    case.suspended_until = None


def rewrite_due(number: str, due_on: date) -> None:
    """Keep the indexed copy of the due date when the kernel moves it (holiday table)."""
    Case.objects.open().filter(number=number).update(due_on=due_on)


def check_move(case: Case, verb: str, *, by: User) -> str:
    """Return the state that a move leads to, or refuse: not this person (403), not now (409)."""
    if not MOVE_PERMISSIONS[verb](by, case):
        raise forbidden(f"您没有对这个办件办理「{MOVES[verb].label}」的权限。")
    target = MOVES.target(verb, case.state, state_text=case.state_text)
    refused = hindrance(case, verb)
    if refused:
        raise refused
    return target


def move(case: Case, verb: str, *, by: User) -> None:
    """Bring a case into the state that a move leads to, or refuse."""
    case.state = check_move(case, verb, by=by)


def write_line(
    case: Case,
    verb: str,
    *,
    by: Actor,
    note: str,
    organisation: str | None = None,
    data: Mapping[str, Any] | None = None,
    paper: Paper | None = None,
) -> None:
    """Write the line of a move, with the paper it gives; the note is read by the parties alone."""
    given = sealed(give_notice(case, paper)) if paper else {}
    journal.write(
        verb=verb,
        subject=case.number,
        by=by,
        organisation=case.organisation.slug if organisation is None else organisation,
        data={**(data or {}), **given},
        note=note,
    )
