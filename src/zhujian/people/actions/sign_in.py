"""Signing in and out: residents by a code to their phone, staff by password and second factor.

What failed is counted and journalled, then refused: the count outlives the refusal.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import SystemActor
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people import codes, notices, rules, steps
from zhujian.people.models import PendingSignIn, Resident, SecondFactor, SignInKind, User
from zhujian.people.queries import Candidate, candidates

DOOR = SystemActor("system:door")
NEW_PERSON = "new"
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
        _refuse_if_shut(("code-phone", phone), ("code-address", address))
        at = clock.now()
        index = steps.phone_index(phone)
        waiting = PendingSignIn.objects.filter(phone_index=index, closed_at=None)
        _refuse_if_too_soon(waiting.order_by("-sent_at").first())
        waiting.filter(ref=instead_of).update(closed_at=at)
        pending = PendingSignIn.objects.create(
            ref=codes.new_pending_ref(),
            kind=SignInKind.RESIDENT,
            phone=phone,
            phone_index=index,
            sent_at=at,
            expires_at=at + rules.CODE_LASTS,
        )
        notices.send_sign_in_code(
            phone=phone, code=codes.code_of(pending), subject=f"sign-in:{pending.pk}"
        )
        steps.count_once("code-phone", phone)
        steps.count_once("code-address", address)
        return pending


def finish_phone_sign_in(*, attempt: str, code: str, chosen: str = "") -> PhoneProof:
    """Let in whoever knows the code; several persons at one phone choose who they are.

    Refuses `code_wrong` and `sign_in_expired` (422), `too_many` (429). `chosen` is the
    reference of a candidate, or `new`; a code that was right once need not be typed again.
    """
    with transaction.atomic(durable=True):
        pending = _waiting(attempt, SignInKind.RESIDENT)
        wrong = None
        if pending.proved_at is None:
            _refuse_if_shut(("wrong-code-phone", pending.phone))
            wrong = _try_code(pending, code)
        if wrong is None:
            return _let_in(pending, chosen)
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
        _refuse_if_shut(*doors)
    user = User.objects.staff().active().filter(login=login).first()
    is_right = _is_password_of(user, password)  # slow on purpose, so outside any transaction
    with transaction.atomic(durable=True):
        _refuse_if_shut(*doors)
        if user is not None and is_right and hasattr(user, "second_factor"):
            return _wait_for_factor(user)
        for scope, who in doors:
            steps.count_once(scope, who)
        _write_refused(user, "登录名或密码不正确")
    text = "登录名或密码不正确，请核对后再试。"
    raise Refused("password_wrong", text, fields=(FieldRefusal("password", text),))


def finish_staff_sign_in(*, attempt: str, code: str, address: str = "") -> User:
    """Let in whoever shows the second factor; a step of time counts once.

    Refuses `code_wrong` and `sign_in_expired` (422), `too_many` (429).
    """
    with transaction.atomic(durable=True):
        pending = _waiting(attempt, SignInKind.STAFF)
        user = pending.user
        assert user is not None  # noqa: S101 -- a constraint of the table
        _refuse_if_shut(("wrong-factor", user.ref))
        factor = SecondFactor.objects.select_for_update().get(user=user)
        step = codes.matching_step(factor, rules.without_blanks(code))
        if step is not None and user.is_active:
            factor.last_step = step
            factor.save(update_fields=["last_step"])
            _close(pending)
            steps.forget_counts("password-here", f"{user.login}|{address}")
            journal.write(verb="staff.sign-in", subject=user.actor_ref, by=user)
            return user
        wrong = _count_wrong(pending, ("wrong-factor", user.ref))
        _write_refused(user, "动态码不正确")
    raise wrong


def sign_out(*, by: User) -> None:
    """Note that a person signed out; the session itself is the page's."""
    with transaction.atomic(durable=True):
        verb = "staff.sign-out" if by.is_staff_member else "person.sign-out"
        journal.write(verb=verb, subject=by.actor_ref, by=by)


# --- parts -------------------------------------------------------------------------------------


def _refuse_if_shut(*doors: tuple[str, str]) -> None:
    seconds = max(steps.shut_for(scope, who) for scope, who in doors)
    if seconds:
        minutes = -(-seconds // 60)
        text = f"尝试次数过多，请{minutes}分钟后再试。"
        raise Refused("too_many", text, status=429, retry_after=seconds)


def _refuse_if_too_soon(last: PendingSignIn | None) -> None:
    if last is None:
        return
    seconds = int((last.sent_at + rules.RESEND_AFTER - clock.now()).total_seconds() + 0.999)
    if seconds > 0:
        text = f"验证码刚刚发出，请{seconds}秒后再重新获取。"
        raise Refused("too_soon", text, status=429, retry_after=seconds)


def _waiting(ref: str, kind: SignInKind) -> PendingSignIn:
    pending = PendingSignIn.objects.select_for_update().filter(ref=ref, kind=kind).first()
    if pending is None or pending.closed_at is not None or pending.expires_at <= clock.now():
        text = (
            "验证码已过期，请重新获取。"
            if kind == SignInKind.RESIDENT
            else "登录已超时，请重新输入登录名和密码。"
        )
        raise Refused("sign_in_expired", text)
    return pending


def _try_code(pending: PendingSignIn, code: str) -> Refused | None:
    if codes.is_code_of(pending, rules.without_blanks(code)):
        pending.proved_at = clock.now()
        pending.save(update_fields=["proved_at"])
        return None
    refused = _count_wrong(pending, ("wrong-code-phone", pending.phone))
    _write_refused(None, "短信验证码不正确")
    return refused


def _count_wrong(pending: PendingSignIn, door: tuple[str, str]) -> Refused:
    pending.tries += 1
    pending.closed_at = clock.now() if pending.tries >= rules.CODE_TRIES else None
    pending.save(update_fields=["tries", "closed_at"])
    steps.count_once(*door)
    left = rules.CODE_TRIES - pending.tries
    text = f"验证码不正确，还可以试{left}次。" if left else "验证码输错次数过多，请重新开始登录。"
    return Refused("code_wrong", text, fields=(FieldRefusal("code", text),))


def _let_in(pending: PendingSignIn, chosen: str) -> PhoneProof:
    choices = candidates(pending)
    if len(choices) > 1 and chosen not in {NEW_PERSON, *(choice.ref for choice in choices)}:
        return PhoneProof(None, tuple(choices))
    if chosen == NEW_PERSON and len(choices) > 1:
        resident, is_new = steps.new_resident(phone=pending.phone), True
    elif len(choices) > 1:
        resident, is_new = Resident.objects.get(user__ref=chosen), False
    else:
        resident, is_new = steps.resident_of(phone=pending.phone)
    user = resident.user
    _close(pending)
    if is_new:
        journal.write(verb="person.add", subject=user.actor_ref, by=user)
    journal.write(verb="person.sign-in", subject=user.actor_ref, by=user)
    return PhoneProof(user)


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


def _close(pending: PendingSignIn) -> None:
    pending.closed_at = clock.now()
    pending.save(update_fields=["closed_at"])


def _write_refused(user: User | None, why: str) -> None:
    journal.write(
        verb="sign-in.refuse",
        subject=user.actor_ref if user else "sign-in:unknown",
        by=DOOR,
        data={"why": why},
    )
