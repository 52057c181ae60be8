"""A case as its viewer sees it, and its public track."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from zhujian.cases import rules
from zhujian.cases.models import Case
from zhujian.cases.permissions import MOVE_PERMISSIONS, can_stand_for_applicant
from zhujian.cases.queries.law import is_bound
from zhujian.cases.queries.promises import on_behalf_of, promises_of
from zhujian.cases.queries.standing import hindrance
from zhujian.cases.states import MOVES, CaseState, DeliveryWay, Outcome, PledgeFinding, Procedure
from zhujian.cases.words import VERBS
from zhujian.kernel import journal
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.deadlines.queries import running_deadlines
from zhujian.kernel.refusals import not_found
from zhujian.people.models import User
from zhujian.web.pages import merged_by_key
from zhujian.web.trackers import Track, TrackStep

APPLICANT = "申请人"
SYSTEM = "系统"
NOTHING_DUE = {
    CaseState.DELIVERED: "办件已经送达，没有未完的期限。",
    CaseState.REVOKED: "决定已经撤销，不再计算期限。",
    CaseState.NOT_ACCEPTED: "申请没有受理，不再计算期限。",
    CaseState.WITHDRAWN: "申请已经撤回，不再计算期限。",
}
PUBLIC_ONLY = (journal.Audience.PUBLIC,)
FOR_PARTIES = (journal.Audience.PUBLIC, journal.Audience.PARTIES)


def case_for(user: User, number: str) -> Case:
    """Return a case that the person may see, or refuse (404)."""
    found = (
        Case.objects.visible_to(user)
        .select_related("organisation", "division", "taken_in_at", "enterprise")
        .prefetch_related("pledges")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise not_found("没有找到这个办件，请核对编号。")
    return found


def case_view(case: Case, user: User) -> dict[str, Any]:
    """Return the case as this person sees it: the shape of `GET /api/v1/cases/{number}`."""
    return {
        **_summary(case),
        "due_why": due_why(case),
        "steps": steps_of(case),
        "parts": [],
        "actions": moves_open_to(user, case),
        "rate_url": rate_url(case, user),
        "on_behalf_of": on_behalf_of(case),
        "correction": correction_of(case),
        "promises": promises_of(case),
        "suspension": suspension_of(case),
        "competent_authority": case.competent_authority or None,
        "remedies": remedies_of(case),
    }


def correction_of(case: Case) -> dict[str, Any] | None:
    """Return what was told to be missing, and by when it is wanted; nothing if nothing was."""
    if case.correction_asked_at is None:
        return None
    return {
        "missing": list(case.missing),
        "by_on": case.correction_by_on,
        "asked_at": case.correction_asked_at,
    }


def suspension_of(case: Case) -> dict[str, Any] | None:
    """Return for what, from when and until when the clock stands still; nothing while it runs."""
    if case.suspended_on is None:
        return None
    return {
        "procedure": case.suspended_for,
        "procedure_text": str(Procedure(case.suspended_for).label),
        "since": case.suspended_on,
        "until": case.suspended_until,
    }


def remedies_of(case: Case) -> str | None:
    """Return what the applicant may do against an answer that is not what he asked for."""
    is_against = (
        case.state in {CaseState.NOT_ACCEPTED, CaseState.REVOKED} or case.outcome == Outcome.REFUSED
    )
    return rules.REMEDIES if is_against else None


def case_list(
    user: User,
    *,
    state: str | None = None,
    due_before: date | None = None,
    after: str = "",
    size: int = 20,
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the cases a person may see, and the next cursor.

    They come newest first; where `due_before` asks for what is due, in the order of its dates.
    """
    found = Case.objects.for_lists()
    if state:
        found = found.in_state(state)
    if due_before:
        found = found.open().filter(due_on__lt=due_before)
    parts = found.parts_visible_to(user)
    key = ("due_on", "pk") if due_before else ("-pk",)
    page = merged_by_key(parts, key=key, after=after, size=size)
    return [_summary(case) for case in page.rows], page.next


def moves_open_to(user: User, case: Case) -> list[str]:
    """Return the moves that the person may make now."""
    return [
        verb
        for verb in MOVES.verbs_from(case.state)
        if verb in MOVE_PERMISSIONS
        and MOVE_PERMISSIONS[verb](user, case)
        and hindrance(case, verb) is None
    ]


def rate_url(case: Case, user: User) -> str | None:
    """Return the way to rate, for the applicant once the case is decided."""
    if not case.is_decided or not case.rating_token:
        return None
    if not can_stand_for_applicant(user, case):
        return None
    return reverse("ratings:rate", args=[case.rating_token])


def due_why(case: Case) -> str:
    """Return why the next date is that date; for a finished case, that nothing is due."""
    if not case.is_open:
        return NOTHING_DUE[CaseState(case.state)]
    running = running_deadlines(case.number)
    if not running:
        return ""
    counted = running[0].due_why
    if case.state == CaseState.SUBMITTED:
        told = "逾期未告知的，自收到申请材料之日起即为受理。" if is_bound(case, "SVC-04") else ""
        return f"{counted}{told}"
    if case.state == CaseState.CORRECTING:
        return f"{counted}补交以后，答复是否受理的期限从收到之日重新计算。"
    if case.state in {CaseState.ACCEPTED, CaseState.SUSPENDED}:
        by = _statutory(running)
        return rules.explanation(
            counted=counted,
            promised=case.promised,
            statutory=case.statutory,
            by=by.due_on if by else None,
            is_shifted=by is not None and by.revision > 1,
        )
    return counted


def statutory_date(case: Case) -> date | None:
    """Return the statutory date of a case in handling, or nothing where none runs."""
    found = _statutory(running_deadlines(case.number))
    return found.due_on if found else None


def _statutory(running: Sequence[Deadline]) -> Deadline | None:
    """Return the statutory term among those that run; it is the decision's where none is apart."""
    by_name = {one.of: one for one in running if one.rule == "SVC-05"}
    return by_name.get("statutory") or by_name.get("decision")


def steps_of(case: Case) -> list[dict[str, Any]]:
    """Return the steps that the parties see, newest first: at, text, by, note.

    Staff see the same: what the house does for itself (a message sent) is no step of a case.
    """
    lines = journal.lines_of(case.number, audiences=FOR_PARTIES)
    return [
        {
            "at": line.at,
            "text": _sentence(line),
            "by": _doer(line),
            "note": line.note,
        }
        for line in reversed(lines)
        if line.verb not in SEEN_VERBS
    ]


def looks_at(case: Case) -> list[dict[str, Any]]:
    """Return who looked at the applicant's personal data or files, newest first: at, text, by."""
    lines = journal.lines_of(case.number, audiences=[journal.Audience.PARTIES])
    return [
        {"at": line.at, "text": line.sentence, "by": line.organisation_name}
        for line in reversed(lines)
        if line.verb in SEEN_VERBS
    ]


def track(number: str) -> Track:
    """Return what everybody who has the number may see: no title, no outcome, no person."""
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise not_found("没有查到这个编号，请核对后再试。")
    lines = journal.lines_of(number, audiences=PUBLIC_ONLY)
    return Track(
        number=case.number,
        kind="办件",
        title=None,
        state=case.state,
        state_text=case.state_text,
        due_on=case.due_on,
        due_why=due_why(case),
        steps=tuple(
            TrackStep(line.at, line.sentence, _doer(line))
            for line in reversed(lines)
            if line.verb in STEP_VERBS
        ),
        is_finished=not case.is_open,
    )


SEEN_VERBS = frozenset(
    {"case.see", "case.read-material", "case.reuse-material", "case.read-notice"}
)
STEP_VERBS = frozenset(VERBS) - SEEN_VERBS


def _doer(line: journal.LineView) -> str:
    """Return the organisation that took a step, 申请人, or 系统 for the house itself."""
    if line.organisation_name:
        return line.organisation_name
    return APPLICANT if line.actor_ref.startswith("user:") else SYSTEM


def _summary(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "item": {"code": case.item_code, "name": case.item_name},
        "organisation": {"slug": case.organisation.slug, "name": case.organisation.name},
        "channel": case.channel,
        "state": case.state,
        "state_text": case.state_text,
        "submitted_at": case.submitted_at,
        "accepted_on": case.accepted_on,
        "due_on": case.due_on,
        "decided_at": case.decided_at,
        "delivered_at": case.delivered_at,
        "outcome": case.outcome or None,
        "outcome_text": case.outcome_text,
    }


def _sentence(line: journal.LineView) -> str:
    """Return the sentence of a line with what only the parties may read."""
    outcome = line.data.get("outcome")
    if line.verb == "case.decide" and outcome in Outcome.values:
        return f"{line.sentence}：{Outcome(outcome).label}"
    finding = line.data.get("finding")
    if line.verb == "case.check-promise" and finding in PledgeFinding.values:
        return f"{line.sentence}：{PledgeFinding(finding).label}"
    how = line.data.get("how")
    if line.verb == "case.deliver" and how in DeliveryWay.values:
        return f"{line.sentence}（{DeliveryWay(how).label}）"
    return line.sentence
