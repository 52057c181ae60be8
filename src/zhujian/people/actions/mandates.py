"""Verbs on mandates: claimed and looked at, given on paper or by a code, revoked."""

from datetime import date
from typing import cast

from django.db import transaction

from zhujian.kernel import clock, files, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people import notices, rules, steps
from zhujian.people.models import (
    Enterprise,
    Mandate,
    MandateEvidence,
    MandateKind,
    PendingSignIn,
    SignInKind,
    User,
)
from zhujian.people.permissions import (
    can_claim_enterprise,
    can_confirm_mandate,
    can_revoke_mandate,
)
from zhujian.web.uploads import check_upload

LICENCES = {"pdf", "jpeg", "png"}
FOLDER = "people"


def claim_enterprise(
    *,
    by: User,
    name: str,
    credit_code: str,
    representative: str,
    kind: MandateKind,
    licence: tuple[str, bytes] | None = None,
) -> Mandate:
    """Say that one acts for an enterprise; it counts once a clerk has looked at the licence.

    Refuses `enterprise` with the fields that are wrong, 409 `mandate_there` where one acts for it
    or waits already. Nobody learns from it whether others act for that enterprise.
    """
    name, code, representative = _said(name, credit_code, representative)
    if not can_claim_enterprise(by):
        raise forbidden("只有居民账号可以登记企业。")
    own_name = by.resident.full_name
    if not own_name:
        raise Refused("name_missing", "请先在“个人信息”里填写您的姓名，窗口要与身份证核对。")
    if kind == MandateKind.LEGAL_REPRESENTATIVE and representative != own_name:
        reason = "您选择了“我是法定代表人”，这里应是您本人的姓名。"
        raise Refused("enterprise", reason, fields=(FieldRefusal("representative", reason),))
    ending = _check_licence(*licence) if licence else ""
    with files.dropped_on_failure() as names, transaction.atomic(durable=True):
        steps.refuse_if_shut(("claim", by.ref))
        steps.count_once("claim", by.ref)
        enterprise, _ = steps.ensure_enterprise(name=name, credit_code=code)
        if licence:
            names.append(files.keep(licence[1], folder=FOLDER))
        mandate = steps.open_mandate(
            person=by,
            enterprise=enterprise,
            kind=kind,
            evidence=MandateEvidence.LICENCE if licence else MandateEvidence.PAPER,
            said={"name": name, "representative": representative},
            licence=names[0] if names else "",
            licence_kind=ending,
        )
        journal.write(verb="mandate.claim", subject=mandate.subject, by=by)
    return mandate


def confirm_mandate(
    *, by: User, ref: str, name: str, representative: str, until: date | None = None
) -> Mandate:
    """Put a claim in force after looking at the licence, with the names as they stand there.

    A new legal representative takes the place of the former one. Refuses `enterprise` with the
    fields that are wrong, 409 `mandate_not_pending`.
    """
    wrong = (
        ("name", rules.enterprise_name_problem(name.strip())),
        ("representative", rules.name_problem(representative.strip())),
        ("until", rules.until_problem(until, today=clock.today())),
    )
    steps.refuse_fields("enterprise", wrong)
    with transaction.atomic(durable=True):
        mandate = _pending(by, ref)
        enterprise = cast("Enterprise", mandate.enterprise)
        if mandate.kind == MandateKind.LEGAL_REPRESENTATIVE:
            _end_former_heads(by, enterprise)
        steps.verify_enterprise(enterprise, name=name, representative=representative)
        steps.confirm(mandate, by=by, until=until)
        journal.write(verb="mandate.confirm", subject=mandate.subject, by=by)
        notices.send_mandate_answer(mandate, is_confirmed=True)
    return mandate


def refuse_mandate(*, by: User, ref: str, reason: str) -> Mandate:
    """Turn a claim down and say why; refuses `reason` without one, 409 `mandate_not_pending`."""
    steps.refuse_fields("reason", (("reason", rules.reason_problem(reason.strip())),))
    with transaction.atomic(durable=True):
        mandate = _pending(by, ref)
        steps.end_mandate(mandate)
        journal.write(verb="mandate.refuse", subject=mandate.subject, by=by, note=reason.strip())
        notices.send_mandate_answer(mandate, is_confirmed=False)
    return mandate


def grant_enterprise_on_paper(
    *,
    by: User,
    person: User,
    name: str,
    credit_code: str,
    representative: str,
    kind: MandateKind,
    until: date | None = None,
) -> Mandate:
    """Let a person act for an enterprise whose licence and letter were shown at the counter."""
    name, code, representative = _said(name, credit_code, representative)
    steps.refuse_fields("until", (("until", rules.until_problem(until, today=clock.today())),))
    with transaction.atomic(durable=True):
        if not can_confirm_mandate(by):
            raise forbidden()
        _refuse_staff(person)
        enterprise, _ = steps.ensure_enterprise(name=name, credit_code=code)
        Mandate.objects.pending().filter(person=person, enterprise=enterprise).update(
            revoked_at=clock.now()
        )
        if kind == MandateKind.LEGAL_REPRESENTATIVE:
            _end_former_heads(by, enterprise)
        steps.verify_enterprise(enterprise, name=name, representative=representative)
        mandate = steps.open_mandate(
            person=person, enterprise=enterprise, kind=kind, evidence=MandateEvidence.PAPER
        )
        steps.confirm(mandate, by=by, until=until)
        journal.write(verb="mandate.confirm", subject=mandate.subject, by=by)
    return mandate


def grant_person_on_paper(*, by: User, person: User, principal: User, until: date) -> Mandate:
    """Let a person act for another whose letter and ID cards were shown at the counter."""
    today = clock.today()
    steps.refuse_fields("until", (("until", rules.agency_until_problem(until, today=today)),))
    with transaction.atomic(durable=True):
        if not can_confirm_mandate(by):
            raise forbidden()
        _refuse_staff(person, principal)
        mandate = steps.open_agency(
            person=person, principal=principal, evidence=MandateEvidence.PAPER
        )
        steps.confirm(mandate, by=by, until=until)
        journal.write(verb="mandate.confirm", subject=mandate.subject, by=by)
    return mandate


def start_agency(*, by: User, phone: str, name: str, until: date | None) -> PendingSignIn:
    """Send a code to the phone of a person for whom one wants to act.

    The code goes out whether or not anybody is known at that number. Refuses `agency` with the
    fields that are wrong, `too_soon` and `too_many` (429).
    """
    phone, name = rules.normalise_phone(phone), " ".join(name.split())
    today = clock.today()
    wrong = (
        ("phone", rules.phone_problem(phone)),
        ("name", rules.name_problem(name)),
        ("until", rules.agency_until_problem(until, today=today)),
    )
    steps.refuse_fields("agency", wrong)
    with transaction.atomic(durable=True):
        if not can_claim_enterprise(by):
            raise forbidden("只有居民账号可以代他人办事。")
        steps.refuse_if_shut(("agency", by.ref), ("code-phone", phone))
        steps.count_once("agency", by.ref)
        pending = steps.new_pending_code(
            SignInKind.MANDATE,
            user=by,
            phone=phone,
            said={"name": name, "until": until.isoformat() if until else ""},
        )
        notices.send_agency_code(pending, agent=by.resident.shown_name)
        return pending


def finish_agency(*, by: User, attempt: str, code: str) -> Mandate:
    """Put a mandate in force with the code that the principal read out.

    Refuses `code_wrong` and `sign_in_expired` (422), `too_many` (429).
    """
    with transaction.atomic(durable=True):
        pending = steps.waiting_code(attempt, SignInKind.MANDATE)
        if pending.user_id != by.pk:
            raise not_found("没有正在确认的授权。")
        wrong = steps.try_code(pending, code)
        if wrong is None:
            said = pending.said
            principal, is_new = steps.resident_of(phone=pending.phone, name=said["name"])
            if is_new:
                journal.write(verb="person.add", subject=principal.user.actor_ref, by=by)
            if principal.user_id == by.pk:
                raise Refused("agency_self", "被代理人不能是您自己，请核对姓名和手机号。")
            mandate = steps.open_agency(
                person=by, principal=principal.user, evidence=MandateEvidence.CODE
            )
            steps.confirm(mandate, by=principal.user, until=date.fromisoformat(said["until"]))
            journal.write(verb="mandate.confirm", subject=mandate.subject, by=principal.user)
            return mandate
    raise wrong


def revoke_mandate(*, by: User, ref: str) -> Mandate:
    """End a mandate at once; a stranger does not find it, and twice is once."""
    with transaction.atomic(durable=True):
        mandate = Mandate.objects.select_for_update().filter(ref=ref).first()
        if mandate is None or not can_revoke_mandate(by, mandate):
            raise not_found("没有这项授权。")
        if mandate.revoked_at is None:
            steps.end_mandate(mandate)
            journal.write(verb="mandate.revoke", subject=mandate.subject, by=by)
    return mandate


# --- parts -------------------------------------------------------------------------------------


def _said(name: str, credit_code: str, representative: str) -> tuple[str, str, str]:
    name, representative = " ".join(name.split()), " ".join(representative.split())
    code = rules.normalise_credit_code(credit_code)
    wrong = (
        ("name", rules.enterprise_name_problem(name)),
        ("credit_code", rules.credit_code_problem(code)),
        ("representative", rules.name_problem(representative)),
    )
    steps.refuse_fields("enterprise", wrong)
    return name, code, representative


def _check_licence(name: str, content: bytes) -> str:
    """Return the kind of an uploaded licence; refuses what is neither a PDF nor a picture."""
    kind = check_upload(name, content).kind
    if kind not in LICENCES:
        reason = "营业执照请上传 PDF、JPG 或 PNG。"
        raise Refused("file_kind", reason, fields=(FieldRefusal("licence", reason),))
    return kind


def _pending(by: Actor, ref: str) -> Mandate:
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("enterprise", "person__resident")
        .filter(ref=ref, enterprise__isnull=False)
        .first()
    )
    if mandate is None:
        raise not_found("没有这项登记。")
    if not can_confirm_mandate(by):
        raise forbidden()
    if mandate.confirmed_at is not None or mandate.revoked_at is not None:
        raise Refused("mandate_not_pending", "这项登记已经有人处理过了。", status=409)
    return mandate


def _end_former_heads(by: Actor, enterprise: Enterprise) -> None:
    heads = Mandate.objects.confirmed().select_for_update()
    for former in heads.filter(enterprise=enterprise, kind=MandateKind.LEGAL_REPRESENTATIVE):
        steps.end_mandate(former)
        journal.write(verb="mandate.revoke", subject=former.subject, by=by)


def _refuse_staff(*persons: User) -> None:
    if any(person.is_staff_member for person in persons):
        raise Refused("person", "授权只能在居民账号之间办理。")


def see_mandate(*, by: User, ref: str, opens_licence: bool = False) -> Mandate:
    """Return a mandate to be shown to a clerk, who leaves a line that the person can read."""
    with transaction.atomic(durable=True):
        mandate = Mandate.objects.with_names().filter(ref=ref).first()
        if mandate is None or (opens_licence and not mandate.licence):
            raise not_found("没有这项授权，或没有上传营业执照。")
        if not can_confirm_mandate(by):
            raise forbidden()
        what = "营业执照" if opens_licence else "代办授权"
        for person in filter(None, (mandate.person, mandate.principal)):
            steps.note_look(person, by=by, what=what)
    return mandate
