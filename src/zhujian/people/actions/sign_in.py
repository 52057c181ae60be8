"""Signing in and out: residents by a code to their phone, staff by password and second factor.

What failed is counted and journalled, then refused: the count outlives the refusal.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people import codes, notices, rules, steps
from zhujian.people.models import (
    OpenSession,
    PendingSignIn,
    Resident,
    SecondFactor,
    SignInKind,
    User,
)
from zhujian.people.queries import Candidate, candidates

NEW_PERSON = "new"
TAKEN_OVER = "taken-over"
FACTOR_LASTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PhoneProof:
    """What a right code led to: the person, or the persons among whom to choose."""

    user: User | None
    choices: tuple[Candidate, ...] = ()


def start_phone_sign_in(*, phone: str, address: str, instead_of: str = "") -> PendingSignIn:
    """Send a code to a phone; refuses `phone` (422), `too_soon` and `too_many` (429).

    The attempt `instead_of` ends. Others stay open: nobody who knows a phone number can make the
    code useless that its holder just got.
    """
    phone = rules.normalise_phone(phone)
    problem = rules.phone_problem(phone)
    if problem:
        raise Refused("phone", problem, fields=(FieldRefusal("phone", problem),))
    with transaction.atomic(durable=True):
        steps.refuse_if_shut(("code-phone", phone), ("code-address", address))
        pending = steps.new_pending_code(SignInKind.RESIDENT, phone=phone, instead_of=instead_of)
        notices.send_sign_in_code(
            phone=phone, code=codes.code_of(pending), subject=f"sign-in:{pending.pk}"
        )
        steps.count_once("code-address", address)
        return pending


def finish_phone_sign_in(
    *, attempt: str, code: str, chosen: str = "", id_tail: str = ""
) -> PhoneProof:
    """Let in whoever knows the code; where the phone does not tell who holds it, he says it.

    `chosen` is the reference of a candidate, `new` (another person at this phone) or `taken-over`
    (the number changed hands); `id_tail` the end of the candidate's ID number where it is asked
    for. A code that was right once need not be typed again. Refuses `code_wrong`, `id_tail_wrong`,
    `ask_at_window`, `sign_in_expired` (422), `too_many` (429).
    """
    with transaction.atomic(durable=True):
        pending = steps.waiting_code(attempt, SignInKind.RESIDENT)
        wrong = steps.try_code(pending, code)
        if wrong is None:
            choices = candidates(pending)
            if len(choices) > 1 or any(choice.asks for choice in choices):
                proof = _chosen(pending, choices, chosen, id_tail)
            else:
                resident, is_new = steps.resident_of(phone=pending.phone)
                proof = _let_in(pending, resident, is_new=is_new)
            if isinstance(proof, PhoneProof):
                return proof
            wrong = proof
    raise wrong


def start_staff_sign_in(*, login: str, password: str, address: str) -> PendingSignIn:
    """Check name and password and wait for the second factor.

    Refuses `password_wrong` (422) without saying which of the two was wrong, `too_many` (429).
    """
    login = login.strip().lower()[:150]
    doors = (
        ("password-here", f"{login}|{address}"),
        ("password-name", login),
        ("password-address", address),
    )
    with transaction.atomic(durable=True):
        steps.refuse_if_shut(*doors)
    user = User.objects.staff().active().filter(login=login).first()
    is_right = _is_password_of(user, password)  # slow on purpose, so outside any transaction
    with transaction.atomic(durable=True):
        steps.refuse_if_shut(*doors)
        if user is not None and is_right and hasattr(user, "second_factor"):
            return _wait_for_factor(user)
        for scope, who in doors:
            steps.count_once(scope, who, user=user if scope != "password-address" else None)
        steps.write_refused(user, "登录名或密码不正确")
    text = "登录名或密码不正确，请核对后再试。"
    raise Refused("password_wrong", text, fields=(FieldRefusal("password", text),))


def finish_staff_sign_in(*, attempt: str, code: str, address: str = "") -> User:
    """Let in whoever shows the second factor; a step of time counts once, so does a recovery code.

    The first right code sets the second factor up. Refuses `code_wrong` and `sign_in_expired`
    (422), `too_many` (429).
    """
    with transaction.atomic(durable=True):
        pending = steps.waiting_code(attempt, SignInKind.STAFF)
        user = pending.user
        assert user is not None  # noqa: S101 -- a constraint of the table
        steps.refuse_if_shut(("wrong-factor", user.ref))
        factor = SecondFactor.objects.select_for_update().get(user=user)
        if user.is_active and _is_second_factor(factor, code):
            _enrol(factor)
            steps.close_pending(pending)
            steps.forget_counts("password-here", f"{user.login}|{address}")
            journal.write(verb="staff.sign-in", subject=user.actor_ref, by=user)
            return user
        wrong = steps.count_wrong(pending, ("wrong-factor", user.ref), user=user)
        steps.write_refused(user, "动态码不正确")
    raise wrong


def sign_out(*, by: User, session_key: str = "") -> None:
    """Note that a person signed out, and end the session of this key."""
    with transaction.atomic(durable=True):
        steps.drop_sessions(OpenSession.objects.filter(user=by, session_key=session_key))
        verb = "staff.sign-out" if by.is_staff_member else "person.sign-out"
        journal.write(verb=verb, subject=by.actor_ref, by=by)


# --- parts -------------------------------------------------------------------------------------


def _chosen(
    pending: PendingSignIn, choices: list[Candidate], chosen: str, id_tail: str
) -> PhoneProof | Refused:
    """Let in whom somebody says he is, once he proved it; or return what to refuse."""
    if chosen in {NEW_PERSON, TAKEN_OVER}:
        if chosen == TAKEN_OVER:
            _take_over(pending)
        return _let_in(pending, steps.new_resident(phone=pending.phone), is_new=True)
    choice = next((one for one in choices if one.ref == chosen), None)
    if choice is None:
        return PhoneProof(None, tuple(choices))
    if choice.asks == "window":
        text = "这个账号很久没有登录，也没有登记身份证号，网上无法核实。请带身份证到窗口办理。"
        return Refused("ask_at_window", text, fields=(FieldRefusal("who", text),))
    resident = (
        Resident.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(user__ref=chosen)
    )
    if choice.asks == "id":
        steps.refuse_if_shut(("id-tail", chosen))
        said = rules.without_blanks(id_tail).upper()
        if said != resident.id_number_tail:
            steps.count_once("id-tail", chosen, user=resident.user)
            steps.write_refused(resident.user, "身份证后四位不正确")
            text = "身份证号后4位不正确，请核对。一天最多试5次。"
            return Refused("id_tail_wrong", text, fields=(FieldRefusal("id_tail", text),))
        steps.forget_counts("id-tail", chosen)
    if resident.left_phone_index:
        steps.take_back_phone(resident)
        journal.write(verb="person.keep-phone", subject=resident.user.actor_ref, by=resident.user)
    return _let_in(pending, resident, is_new=False)


def _take_over(pending: PendingSignIn) -> None:
    """Cut a number from all whom it reached, who have a week to object at the same door."""
    reached = Resident.objects.select_for_update(of=("self",)).filter(
        phone_index=pending.phone_index
    )
    for former in reached.select_related("user"):
        steps.leave_phone(former)
        journal.write(verb="person.leave-phone", subject=former.user.actor_ref, by=steps.DOOR)


def _let_in(pending: PendingSignIn, resident: Resident, *, is_new: bool) -> PhoneProof:
    user = resident.user
    steps.close_pending(pending)
    if is_new:
        journal.write(verb="person.add", subject=user.actor_ref, by=user)
    steps.confirm_phone(resident)
    journal.write(verb="person.sign-in", subject=user.actor_ref, by=user)
    return PhoneProof(user)


def _is_second_factor(factor: SecondFactor, code: str) -> bool:
    """Say whether a code is the second factor's, or an unused recovery code; use it up."""
    step = codes.matching_step(factor, rules.without_blanks(code))
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return True
    if factor.is_enrolled and steps.use_recovery_code(factor.user, code):
        user = factor.user
        journal.write(verb="staff.use-recovery", subject=user.actor_ref, by=user)
        return True
    return False


def _enrol(factor: SecondFactor) -> None:
    if factor.is_enrolled:
        return
    factor.is_enrolled = True
    factor.save(update_fields=["is_enrolled"])
    journal.write(verb="staff.enrol-factor", subject=factor.user.actor_ref, by=factor.user)


def _wait_for_factor(user: User) -> PendingSignIn:
    at = clock.now()
    return PendingSignIn.objects.create(
        ref=codes.new_pending_ref(),
        kind=SignInKind.STAFF,
        user=user,
        phone="",
        sent_at=at,
        expires_at=at + FACTOR_LASTS,
    )


def _is_password_of(user: User | None, password: str) -> bool:
    if user is None:
        make_password(password)  # takes as long as a real check, so names cannot be told apart
        return False
    return user.check_password(password)
