"""Codes that prove a phone: asked for, waited for, tried; and refusing at a shut door."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import SystemActor
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people import codes, rules
from zhujian.people.models import PendingSignIn, SignInKind, User
from zhujian.people.steps.counters import count_once, shut_for
from zhujian.people.steps.persons import phone_index

DOOR = SystemActor("system:door")
_DOORS = {SignInKind.RESIDENT, SignInKind.STAFF}
_OVER = {SignInKind.STAFF: "登录已超时，请重新输入登录名和密码。"}


def refuse_fields(code: str, problems: Iterable[tuple[str, str | None]]) -> None:
    """Refuse with the fields that are wrong, if any is."""
    wrong = tuple(FieldRefusal(field, reason) for field, reason in problems if reason)
    if wrong:
        raise Refused(code, "有几处需要改正。", fields=wrong)


def refuse_if_shut(*doors: tuple[str, str]) -> None:
    """Refuse 429 `too_many` if one of the doors is shut to somebody, and say until when."""
    seconds = max(shut_for(scope, who) for scope, who in doors)
    if seconds:
        minutes = -(-seconds // 60)
        ends = (clock.now() + timedelta(seconds=seconds)).astimezone(clock.CHINA)
        when = (
            f"{ends:%H:%M}"
            if ends.date() == clock.today()
            else f"{ends.month}月{ends.day}日{ends:%H:%M}"
        )
        text = f"尝试次数过多，请{minutes}分钟后再试（{when}以后）。"
        raise Refused("too_many", text, status=429, retry_after=seconds)


def new_pending_code(
    kind: SignInKind,
    *,
    phone: str,
    user: User | None = None,
    said: dict[str, Any] | None = None,
    instead_of: str = "",
) -> PendingSignIn:
    """Make what waits for a code to a phone; refuses 429 `too_soon` after the last one.

    The attempt `instead_of` ends; others stay open. The caller sends the code.
    """
    at = clock.now()
    index = phone_index(phone)
    waiting = PendingSignIn.objects.filter(phone_index=index, closed_at=None)
    _refuse_if_too_soon(waiting.order_by("-sent_at").first())
    waiting.filter(ref=instead_of).update(closed_at=at)
    count_once("code-phone", phone)
    return PendingSignIn.objects.create(
        ref=codes.new_pending_ref(),
        kind=kind,
        user=user,
        phone=phone,
        phone_index=index,
        said=said,
        sent_at=at,
        expires_at=at + rules.CODE_LASTS,
    )


def _refuse_if_too_soon(last: PendingSignIn | None) -> None:
    if last is None:
        return
    seconds = int((last.sent_at + rules.RESEND_AFTER - clock.now()).total_seconds() + 0.999)
    if seconds > 0:
        text = f"验证码刚刚发出，请{seconds}秒后再重新获取。"
        raise Refused("too_soon", text, status=429, retry_after=seconds)


def waiting_code(ref: str, kind: SignInKind) -> PendingSignIn:
    """Return what waits for its code, locked; refuses `sign_in_expired` if its time is over."""
    pending = PendingSignIn.objects.select_for_update().filter(ref=ref, kind=kind).first()
    if pending is None or pending.closed_at is not None or pending.expires_at <= clock.now():
        raise Refused("sign_in_expired", _OVER.get(kind, "验证码已过期，请重新获取。"))
    return pending


def try_code(pending: PendingSignIn, code: str) -> Refused | None:
    """Take a code to a phone: None if it is right, else what to refuse once this is committed.

    One that was right once need not be typed again.
    """
    if pending.proved_at is not None:
        return None
    refuse_if_shut(("wrong-code-phone", pending.phone))
    if codes.is_code_of(pending, rules.without_blanks(code)):
        pending.proved_at = clock.now()
        pending.save(update_fields=["proved_at"])
        return None
    refused = count_wrong(pending, ("wrong-code-phone", pending.phone))
    write_refused(None, "短信验证码不正确")
    return refused


def count_wrong(
    pending: PendingSignIn, door: tuple[str, str], *, user: User | None = None
) -> Refused:
    """Count a wrong code of an attempt, and at a door; return what to refuse."""
    pending.tries += 1
    pending.closed_at = clock.now() if pending.tries >= rules.CODE_TRIES else None
    pending.save(update_fields=["tries", "closed_at"])
    count_once(*door, user=user)
    left = rules.CODE_TRIES - pending.tries
    again = "请重新开始登录" if pending.kind in _DOORS else "请重新开始"
    text = f"验证码不正确，还可以试{left}次。" if left else f"验证码输错次数过多，{again}。"
    return Refused("code_wrong", text, fields=(FieldRefusal("code", text),))


def close_pending(pending: PendingSignIn) -> None:
    """Use up what waited for its code."""
    pending.closed_at = clock.now()
    pending.save(update_fields=["closed_at"])


def write_refused(user: User | None, why: str) -> None:
    """Write down that somebody was refused at the door."""
    journal.write(
        verb="sign-in.refuse",
        subject=user.actor_ref if user else "sign-in:unknown",
        by=DOOR,
        data={"why": why},
    )
