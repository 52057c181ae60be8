"""The moves of a case without their transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhujian.cases import notices, rules
from zhujian.cases.models import Case, Material
from zhujian.cases.permissions import MOVE_PERMISSIONS
from zhujian.cases.states import MOVES, Channel, DeliveryWay, Outcome
from zhujian.cases.steps.checking import KeptFile, checked_choice, checked_note
from zhujian.catalogue.schemas import fields_of
from zhujian.catalogue.steps import ItemForCase
from zhujian.divisions.models import Division
from zhujian.kernel import clock, journal, numbers
from zhujian.kernel.deadlines.steps import close_deadline, open_deadline
from zhujian.kernel.privacy import mask_name
from zhujian.kernel.refusals import forbidden, not_found
from zhujian.people.models import Organisation, User
from zhujian.ratings.steps import offer_rating

NAME_CONCEPTS = ("person.name", "enterprise.name")
RATED_AT = {Channel.ONLINE: "online", Channel.WINDOW: "counter"}


@dataclass(frozen=True, slots=True)
class Application:
    """Everything a case begins with, checked."""

    item: ItemForCase
    form: Mapping[str, Any]
    applicant: User
    files: Sequence[KeptFile]
    deferred: Sequence[str] = ()
    division: Division | None = None
    taken_in_at: Organisation | None = None

    @property
    def channel(self) -> str:
        """How it came in: at a window or online."""
        return Channel.ONLINE if self.taken_in_at is None else Channel.WINDOW


def locked_case(*, by: User, number: str) -> Case:
    """Return a case that the person may see, locked for this transaction, or refuse (404)."""
    case = (
        Case.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("organisation", "division")
        .filter(number=number)
        .first()
    )
    if case is None:
        raise not_found("没有找到这个办件，请核对编号。")
    return case


def open_case(application: Application, *, by: User) -> Case:
    """SVC-04: write a new case with its materials, its first deadline, line and message."""
    item = application.item
    now = clock.now()
    received_on = clock.china_date(now)
    number = numbers.draw("BJ", on=received_on)
    deadline = open_deadline(
        subject=number, rule="SVC-04", of="notice", start=received_on, title="答复是否受理的期限"
    )
    organisation = Organisation.objects.get(slug=item.organisation)
    case = Case.objects.create(
        number=number,
        item_code=item.code,
        item_name=item.name,
        guide_version=item.version,
        organisation=organisation,
        division=application.division,
        channel=application.channel,
        taken_in_at=application.taken_in_at,
        taken_in_by=None if application.taken_in_at is None else by,
        applicant=application.applicant,
        applicant_masked=_masked_name(application),
        form=dict(application.form),
        state=MOVES["submit"].target,
        submitted_at=now,
        due_on=deadline.due_on,
        **_terms(item),
    )
    _write_materials(case, application)
    journal.write(
        verb="case.submit",
        subject=number,
        by=by,
        organisation="",
        data={
            "item": item.code,
            "version": item.version,
            "channel": case.channel,
            "sha256": [file.sha256 for file in application.files],
            "deferred": list(application.deferred),
        },
    )
    notices.tell_applicant(case, template="case-submitted")
    return case


def accept(case: Case, *, by: User, note: str = "") -> None:
    """SVC-05: accept a case; from today the promised term counts, else the statutory one."""
    _move(case, "accept", by=by)
    case.accepted_on = clock.today()
    close_deadline(subject=case.number, rule="SVC-04")
    term = rules.handling_term(promised=case.promised, statutory=case.statutory)
    is_promised = case.promised is not None
    deadline = open_deadline(
        subject=case.number,
        rule="SVC-05",
        of="decision",
        start=case.accepted_on,
        n=term.n if term else None,
        unit=term.unit if term else None,
        title="承诺办结期限" if is_promised else None,
        legal=f"办事指南（第 {case.guide_version} 版）的承诺" if is_promised else None,
    )
    case.due_on = deadline.due_on
    case.save(update_fields=["state", "accepted_on", "due_on"])
    _line(case, "case.accept", by=by, note=note)
    notices.tell_applicant(case, template="case-accepted")


def decide(case: Case, *, by: User, outcome: str, note: str = "") -> None:
    """Decide a case; its result is due within the days of SVC-05, and it may now be rated."""
    _move(case, "decide", by=by)
    case.outcome = checked_choice(outcome, Outcome, field="outcome")
    checked_note(note, is_required=outcome == Outcome.REFUSED)
    case.decided_at = clock.now()
    close_deadline(subject=case.number, rule="SVC-05", of="decision")
    deadline = open_deadline(
        subject=case.number, rule="SVC-05", of="delivery", start=clock.china_date(case.decided_at)
    )
    case.due_on = deadline.due_on
    case.rating_token = offer_rating(
        subject=case.number,
        organisation=case.organisation.slug,
        item=case.item_code,
        place="",
        channel=RATED_AT[Channel(case.channel)],
    )
    case.save(update_fields=["state", "outcome", "decided_at", "due_on", "rating_token"])
    _line(case, "case.decide", by=by, note=note, data={"outcome": outcome})
    notices.tell_applicant(case, template="case-decided")


def deliver(case: Case, *, by: User, how: str, note: str = "") -> None:
    """Hand the result over; with this the case is finished."""
    _move(case, "deliver", by=by)
    case.delivered_at = clock.now()
    case.delivered_how = checked_choice(how, DeliveryWay, field="how")
    close_deadline(subject=case.number, rule="SVC-05", of="delivery")
    case.due_on = None
    case.save(update_fields=["state", "delivered_at", "delivered_how", "due_on"])
    _line(case, "case.deliver", by=by, note=note, data={"how": how})
    notices.tell_applicant(case, template="case-delivered")


def withdraw(case: Case, *, by: User, note: str = "") -> None:
    """Take an application back; nothing more is due."""
    _move(case, "withdraw", by=by)
    case.withdrawn_at = clock.now()
    close_deadline(subject=case.number, rule="SVC-04")
    close_deadline(subject=case.number, rule="SVC-05")
    case.due_on = None
    case.save(update_fields=["state", "withdrawn_at", "due_on"])
    _line(case, "case.withdraw", by=by, note=note, organisation="")
    notices.tell_applicant(case, template="case-withdrawn")


def rewrite_due(number: str, due_on: date) -> None:
    """Keep the indexed copy of the due date when the kernel moves it (holiday table)."""
    Case.objects.open().filter(number=number).update(due_on=due_on)


def _move(case: Case, verb: str, *, by: User) -> None:
    if not MOVE_PERMISSIONS[verb](by, case):
        raise forbidden(f"您没有对这个办件办理「{MOVES[verb].label}」的权限。")
    case.state = MOVES.target(verb, case.state, state_text=case.state_text)


def _line(
    case: Case,
    verb: str,
    *,
    by: User,
    note: str,
    organisation: str | None = None,
    data: Mapping[str, str] | None = None,
) -> None:
    journal.write(
        verb=verb,
        subject=case.number,
        by=by,
        organisation=case.organisation.slug if organisation is None else organisation,
        data=dict(data or {}),
        note=checked_note(note),
    )


def _write_materials(case: Case, application: Application) -> None:
    rows = [
        Material(
            case=case,
            material_id=file.material_id,
            filename=file.filename,
            kind=file.kind,
            size=file.size,
            sha256=file.sha256,
            stored_as=file.stored_as,
        )
        for file in application.files
    ]
    rows += [
        Material(case=case, material_id=name, is_deferred=True, filename="", size=0)
        for name in application.deferred
    ]
    Material.objects.bulk_create(rows)


def _terms(item: ItemForCase) -> dict[str, Any]:
    return {
        "promised_n": item.promised_n,
        "promised_unit": item.promised_unit,
        "statutory_n": item.statutory_n,
        "statutory_unit": item.statutory_unit,
    }


def _masked_name(application: Application) -> str:
    """Return the applicant's masked name: as filled in, else as known."""
    for field in fields_of(application.item.form):
        if field.concept in NAME_CONCEPTS and application.form.get(field.name):
            return mask_name(str(application.form[field.name]))
    return application.applicant.shown_name
