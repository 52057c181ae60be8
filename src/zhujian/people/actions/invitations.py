"""Verbs on invitations: asking somebody at a phone number to act, and the answer."""

from datetime import date, timedelta

from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused, forbidden, not_found
from zhujian.people import notices, rules, scopes, steps
from zhujian.people.models import (
    Enterprise,
    Invitation,
    Mandate,
    MandateEvidence,
    MandateKind,
    User,
)
from zhujian.people.permissions import can_accept_invitation, can_invite

INVITATION_LASTS = timedelta(days=7)


def invite(
    *,
    by: User,
    enterprise: Enterprise | None,
    phone: str,
    name: str,
    items: str = "",
    until: date | None = None,
) -> Invitation:
    """Ask a person at a phone number to act for an enterprise, or (with None) for oneself.

    The message goes out whether or not anybody is known at that number. `items` are names or
    codes of items, a line each; none means all. Refuses `invitation` with the fields that are
    wrong, 429 `too_many`.
    """
    phone, name = rules.normalise_phone(phone), " ".join(name.split())
    today = clock.today()
    judge = rules.until_problem if enterprise else rules.agency_until_problem
    wrong = (
        ("phone", rules.phone_problem(phone)),
        ("name", rules.name_problem(name)),
        ("until", judge(until, today=today)),
    )
    steps.refuse_fields("invitation", wrong)
    covered = scopes.items_of(items)
    with transaction.atomic(durable=True):
        if not can_invite(by, enterprise):
            raise forbidden("只有企业的法定代表人可以邀请经办人。")
        steps.refuse_if_shut(("invitation", by.ref), ("code-phone", phone))
        steps.count_once("invitation", by.ref)
        at = clock.now()
        invitation = Invitation.objects.create(
            ref=steps.new_ref("i"),
            enterprise=enterprise,
            principal=None if enterprise else by,
            made_by=by,
            phone=phone,
            phone_index=steps.phone_index(phone),
            name=name,
            items=covered,
            until=until,
            created_at=at,
            expires_at=at + INVITATION_LASTS,
        )
        notices.send_invitation(invitation)
        journal.write(verb="mandate.invite", subject=f"invitation:{invitation.ref}", by=by)
    return invitation


def withdraw_invitation(*, by: User, ref: str) -> None:
    """Take an invitation back before it is accepted; twice is once."""
    with transaction.atomic(durable=True):
        invitation = _invitation(ref)
        if invitation is None or not can_invite(by, invitation.enterprise, invitation.principal):
            raise not_found("没有这个邀请。")
        _close(invitation)
        journal.write(
            verb="mandate.withdraw-invitation", subject=f"invitation:{invitation.ref}", by=by
        )


def decline_invitation(*, by: User, ref: str) -> None:
    """Answer an invitation with no."""
    with transaction.atomic(durable=True):
        invitation = _open_for(by, ref)
        _close(invitation)
        journal.write(
            verb="mandate.decline-invitation", subject=f"invitation:{invitation.ref}", by=by
        )


def accept_invitation(*, by: User, ref: str) -> Mandate:
    """Answer an invitation with yes: from now on one may act.

    Refuses 404 `invitation_unknown` where it was made to another number, taken back or is over;
    `invitation_name` where it names another person; 409 `mandate_there`.
    """
    with transaction.atomic(durable=True):
        invitation = _open_for(by, ref)
        own_name = by.resident.full_name
        if own_name != invitation.name:
            text = (
                "邀请里写的姓名与您“个人信息”里的姓名不一致。如果是您本人，请核对后请对方重新邀请。"
                if own_name
                else "请先在“个人信息”里填写您的姓名，再接受邀请。"
            )
            raise Refused("invitation_name", text)
        if not can_invite(invitation.made_by, invitation.enterprise, invitation.principal):
            raise Refused("invitation_unknown", "邀请人已经不能作出这项授权。", status=404)
        if invitation.enterprise is not None:
            mandate = steps.open_mandate(
                person=by,
                enterprise=invitation.enterprise,
                kind=MandateKind.STAFF,
                evidence=MandateEvidence.INVITATION,
                items=invitation.items,
            )
        else:
            mandate = steps.open_agency(
                person=by,
                principal=invitation.made_by,
                evidence=MandateEvidence.INVITATION,
                items=invitation.items,
            )
        steps.confirm(mandate, by=invitation.made_by, until=invitation.until)
        invitation.mandate = mandate
        _close(invitation)
        journal.write(verb="mandate.accept-invitation", subject=mandate.subject, by=by)
    return mandate


def _invitation(ref: str) -> Invitation | None:
    return Invitation.objects.select_for_update().filter(ref=ref, closed_at=None).first()


def _open_for(by: User, ref: str) -> Invitation:
    invitation = _invitation(ref)
    if invitation is None or not can_accept_invitation(by, invitation, at=clock.now()):
        raise Refused("invitation_unknown", "没有这个邀请，或它已经结束。", status=404)
    return invitation


def _close(invitation: Invitation) -> None:
    invitation.closed_at = clock.now()
    invitation.save(update_fields=["closed_at", "mandate"])
