"""Verbs on phone numbers: changed by their holder or by a clerk, given up after a week."""

from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import TIMER, Actor
from zhujian.kernel.crypto import index_of
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people import notices, rules, steps
from zhujian.people.models import PendingSignIn, Resident, SignInKind, User
from zhujian.people.permissions import can_change_phone


def start_phone_change(*, by: User, user: User, phone: str, has_old: bool = False) -> PendingSignIn:
    """Send a code to the new phone of a person, asked for by himself or by a clerk.

    With `has_old` a second code goes to the present phone. Refuses `phone` (422), `too_soon` and
    `too_many` (429).
    """
    phone = rules.normalise_phone(phone)
    steps.refuse_fields("phone", (("phone", rules.phone_problem(phone)),))
    with transaction.atomic(durable=True):
        if not can_change_phone(by, user):
            raise forbidden()
        resident = Resident.objects.get(user=user)
        if resident.phone == phone:
            reason = "这就是现在的手机号。"
            raise Refused("phone", reason, fields=(FieldRefusal("phone", reason),))
        old = _send(user, resident.phone) if has_old and resident.phone and by == user else None
        return _send(user, phone, said={"old": old.ref if old else ""})


def finish_phone_change(
    *,
    by: User,
    attempt: str,
    code: str,
    old_code: str = "",
    id_number: str = "",
    session_key: str = "",
) -> Resident:
    """Change the phone with the code that came to the new one.

    A resident proves besides that it is he: by the code to the old phone, or by his whole ID
    number. A clerk has seen the ID card instead. All sessions but `session_key` end. Refuses
    `code_wrong`, `proof_wrong`, `sign_in_expired` (422), `too_many` (429).
    """
    with transaction.atomic(durable=True):
        pending = steps.waiting_code(attempt, SignInKind.PHONE)
        user = pending.user
        if user is None or pending.said is None or not can_change_phone(by, user):
            raise not_found("没有正在更换的手机号。")
        resident = Resident.objects.select_for_update().get(user=user)
        wrong = steps.try_code(pending, code)
        if wrong is None and by == user:
            wrong = _proof_problem(resident, pending.said["old"], old_code, id_number)
        if wrong is None:
            steps.set_phone(resident, pending.phone)
            steps.forget_left_phone(resident)
            resident.phone_confirmed_at = clock.now()
            resident.save(update_fields=steps.PHONE_FIELDS)
            steps.close_pending(pending)
            steps.end_sessions(user, but=session_key if by == user else "")
            journal.write(verb="person.change-phone", subject=user.actor_ref, by=by)
            return resident
    raise wrong


def give_up_left_phones(*, by: Actor = TIMER) -> int:
    """Cut the links to numbers whose new holder spoke up a week ago; return how many."""
    before = clock.now() - rules.LEFT_PHONE_LASTS
    with transaction.atomic(durable=True):
        due = Resident.objects.select_for_update(of=("self",)).filter(left_phone_at__lt=before)
        rows = list(due.select_related("user"))
        for resident in rows:
            steps.forget_left_phone(resident)
            resident.save(update_fields=steps.PHONE_FIELDS)
            journal.write(verb="person.lose-phone", subject=resident.user.actor_ref, by=by)
        return len(rows)


# --- parts -------------------------------------------------------------------------------------


def _send(user: User, phone: str, said: dict[str, str] | None = None) -> PendingSignIn:
    steps.refuse_if_shut(("code-phone", phone))
    pending = steps.new_pending_code(SignInKind.PHONE, user=user, phone=phone, said=said)
    notices.send_phone_code(pending)
    return pending


def _proof_problem(
    resident: Resident, old_attempt: str, old_code: str, id_number: str
) -> Refused | None:
    """Return why it is not proved that this is the person, or None when it is."""
    if old_attempt:
        pending = steps.waiting_code(old_attempt, SignInKind.PHONE)
        wrong = steps.try_code(pending, old_code)
        if wrong is None:
            steps.close_pending(pending)
            return None
        return Refused("proof_wrong", wrong.text, fields=(FieldRefusal("old_code", wrong.text),))
    if not resident.id_number:
        return Refused("proof_missing", "您没有登记身份证号，请带身份证到窗口更换手机号。")
    steps.refuse_if_shut(("id-proof", resident.user.ref))
    said = rules.normalise_id_number(id_number)
    if index_of(said, purpose="id-number") == resident.id_number_index:
        return None
    steps.count_once("id-proof", resident.user.ref, user=resident.user)
    text = "身份证号与登记的不一致，请核对。"
    return Refused("proof_wrong", text, fields=(FieldRefusal("id_number", text),))
