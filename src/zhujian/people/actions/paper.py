"""Verbs on paper codes: handed out at a window, signed in with, taken back."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people import rules, steps
from zhujian.people.models import PaperCode, Resident, User
from zhujian.people.permissions import can_issue_paper_code, can_revoke_paper_code
from zhujian.people.queries import paper_code_digest


@dataclass(frozen=True, slots=True)
class FreshPaperCode:
    """A code as it is printed, this once, with its row."""

    text: str
    row: PaperCode


def issue_paper_code(*, by: User, person: User) -> FreshPaperCode:
    """Hand out a code for a person without a phone; an earlier one ends.

    Refuses `name_missing` where no name is known, since the sign-in asks for its last character.
    """
    code = "".join(secrets.choice(rules.PAPER_LETTERS) for _ in range(rules.PAPER_LENGTH))
    with transaction.atomic(durable=True):
        if not can_issue_paper_code(by):
            raise forbidden()
        resident = Resident.objects.select_for_update().filter(user=person).first()
        if resident is None:
            raise not_found("没有这个人。")
        if not resident.full_name:
            raise Refused("name_missing", "请先登记这个人的姓名，再发放纸质登录码。")
        at = clock.now()
        PaperCode.objects.filter(user=person, revoked_at=None).update(revoked_at=at)
        window = by.organisations()[0] if by.organisations() else None
        row = PaperCode.objects.create(
            ref=steps.new_ref("p"),
            user=person,
            digest=paper_code_digest(code),
            tail=code[-4:],
            issued_by=by,
            organisation=window,
            created_at=at,
            expires_at=at + rules.PAPER_LASTS,
            uses_left=rules.PAPER_USES,
        )
        journal.write(
            verb="paper-code.issue", subject=person.actor_ref, by=by, data={"code": row.ref}
        )
    return FreshPaperCode("-".join(code[place : place + 4] for place in range(0, 16, 4)), row)


def revoke_paper_code(*, by: User, ref: str) -> PaperCode:
    """Make a paper code useless; one that is not the caller's is not found; twice is once."""
    with transaction.atomic(durable=True):
        row = PaperCode.objects.select_for_update().filter(ref=ref).first()
        if row is None or not can_revoke_paper_code(by, row):
            raise not_found("没有这张登录卡。")
        if row.revoked_at is None:
            row.revoked_at = clock.now()
            row.save(update_fields=["revoked_at"])
            journal.write(
                verb="paper-code.revoke",
                subject=row.user.actor_ref,
                by=by,
                data={"code": row.ref},
            )
    return row


def sign_in_on_paper(*, code: str, name_end: str, address: str) -> User:
    """Let in whoever holds a card and knows the last character of its owner's name.

    Refuses `paper_wrong` (422) without saying which of the two was wrong, `too_many` (429): ten
    times an hour from one address, five times a day for one card.
    """
    normal = rules.normalise_paper_code(code)
    with transaction.atomic(durable=True):
        steps.refuse_if_shut(("paper-address", address), ("paper-card", normal))
        row = _usable(normal)
        if row is not None and _ends_with(row.user.resident.full_name, name_end):
            PaperCode.objects.filter(pk=row.pk).update(uses_left=F("uses_left") - 1)
            journal.write(verb="person.sign-in-on-paper", subject=row.user.actor_ref, by=row.user)
            return row.user
        steps.count_once("paper-address", address)
        if normal:
            steps.count_once("paper-card", normal, user=row.user if row else None)
        steps.write_refused(row.user if row else None, "登录卡或姓名不正确")
    text = "登录码或姓名不正确，请对照登录卡核对。卡片过期或用完的，请到窗口换一张。"
    raise Refused("paper_wrong", text, fields=(FieldRefusal("code", text),))


def _usable(code: str) -> PaperCode | None:
    if not code:
        return None
    usable = PaperCode.objects.usable(at=clock.now()).select_for_update(of=("self",))
    return usable.select_related("user__resident").filter(digest=paper_code_digest(code)).first()


def _ends_with(name: str, end: str) -> bool:
    end = "".join(end.split())
    return bool(end) and end in {name[-1:], name}
