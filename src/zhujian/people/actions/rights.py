"""Verbs on a person's own account as a whole: taken along, deleted."""

from typing import Any

from django.db import transaction

from zhujian.kernel import clock, files, journal
from zhujian.kernel.refusals import Refused, forbidden
from zhujian.people import queries, steps
from zhujian.people.models import Invitation, Mandate, PaperCode, Resident, User
from zhujian.people.permissions import can_change_profile


def export_own_data(*, by: User) -> dict[str, Any]:
    """Return everything that is known of oneself, and write down that it was taken along."""
    with transaction.atomic(durable=True):
        if not can_change_profile(by, by):
            raise forbidden()
        journal.write(verb="person.export", subject=by.actor_ref, by=by)
        return queries.own_data(by)


def delete_account(*, by: User) -> None:
    """Delete one's account: what the law does not keep is forgotten at once, for good.

    Name, ID number and phone, sessions, tokens, cards and uploaded licences go; mandates end.
    Refuses 409 `account_running` while something still runs.
    """
    with transaction.atomic(durable=True):
        if not can_change_profile(by, by):
            raise forbidden()
        running = [kept.what for kept in queries.kept_of(by) if kept.is_running]
        if running:
            text = f"还不能删除账号：{'、'.join(running)}。请先撤回，或等办结以后再删除。"
            raise Refused("account_running", text, status=409)
        resident = Resident.objects.select_for_update().get(user=by)
        steps.set_phone(resident, "")
        steps.forget_left_phone(resident)
        resident.phone_confirmed_at = None
        steps.set_identity(resident, name="", id_number="")
        resident.save()
        by.is_active = False
        by.save(update_fields=["is_active"])
        _end_everything(by)
        journal.write(verb="person.delete", subject=by.actor_ref, by=by)


def _end_everything(user: User) -> None:
    at = clock.now()
    steps.end_sessions(user)
    user.api_tokens.filter(revoked_at=None).update(revoked_at=at)
    PaperCode.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
    Invitation.objects.filter(made_by=user, closed_at=None).update(closed_at=at)
    mine = Mandate.objects.filter(person=user) | Mandate.objects.filter(principal=user)
    for mandate in mine.filter(revoked_at=None):
        steps.end_mandate(mandate)
        journal.write(verb="mandate.revoke", subject=mandate.subject, by=user)
    licences = Mandate.objects.filter(person=user).exclude(licence="")
    names = list(licences.values_list("licence", flat=True))
    licences.update(licence="", licence_kind="", said=None)
    transaction.on_commit(lambda: files.drop(names))
