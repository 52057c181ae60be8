"""Verbs on staff accounts: opened, shut, let in again; passwords, second factors, lock-outs."""

import secrets
from datetime import timedelta

import pyotp
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people import rules, steps
from zhujian.people.models import (
    Counter,
    PasswordLink,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    User,
)
from zhujian.people.permissions import (
    can_add_staff,
    can_keep_account,
    can_reset_factor,
    can_unlock,
)
from zhujian.people.queries import link_digest

LINK_LASTS = timedelta(hours=24)


def open_account(*, by: User, login: str, name: str) -> tuple[User, str]:
    """Add a member of staff without roles; return him and the secret of his password link.

    Roles are given by the security officer; the second factor is set up at the first sign-in.
    Refuses `staff` with the fields that are wrong.
    """
    login, name = login.strip().lower(), " ".join(name.split())
    wrong = (("login", rules.login_problem(login)), ("name", rules.name_problem(name)))
    steps.refuse_fields("staff", wrong)
    with transaction.atomic(durable=True):
        if not can_add_staff(by):
            raise forbidden()
        if User.objects.staff().filter(login=login).exists():
            reason = f"登录名「{login}」已有人使用。"
            raise Refused("staff", reason, fields=(FieldRefusal("login", reason),))
        user = steps.new_user(login=login, name=name)
        SecondFactor.objects.create(user=user, secret=pyotp.random_base32(), is_enrolled=False)
        journal.write(verb="staff.add", subject=user.actor_ref, by=by)
        return user, _new_link(user)


def issue_password_link(*, by: User, user: User) -> str:
    """Return the secret of a link with which a member of staff sets a new password, once.

    The old password ends at once, and with it every session.
    """
    with transaction.atomic(durable=True):
        user = _kept(by, user)
        user.set_unusable_password()
        user.save(update_fields=["password"])
        steps.end_sessions(user)
        journal.write(verb="staff.reset-password", subject=user.actor_ref, by=by)
        return _new_link(user)


def set_password(*, token: str, password: str) -> User:
    """Set the password of whoever holds a link; refuses 404 when it was used or is over."""
    with transaction.atomic(durable=True):
        row = (
            PasswordLink.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(digest=link_digest(token), closed_at=None, expires_at__gt=clock.now())
            .first()
        )
        if row is None or not row.user.is_active:
            raise not_found("这个链接已经用过或过期，请联系系统管理员重新签发。")
        _check_password(password, row.user)
        row.closed_at = clock.now()
        row.save(update_fields=["closed_at"])
        _set(row.user, password)
        journal.write(verb="staff.set-password", subject=row.user.actor_ref, by=row.user)
        return row.user


def change_password(*, by: User, old: str, password: str, session_key: str) -> None:
    """Change one's own password; all other sessions end.

    Refuses `password` with the fields that are wrong, 429 after five wrong old ones.
    """
    with transaction.atomic(durable=True):
        steps.refuse_if_shut(("password-name", str(by.login)))
    is_right = by.is_staff_member and by.check_password(old)  # slow: outside any transaction
    with transaction.atomic(durable=True):
        if not is_right:
            steps.count_once("password-name", str(by.login), user=by)
            wrong = "现在的密码不正确。"
        else:
            _check_password(password, by)
            _set(by, password)
            steps.end_sessions(by, but=session_key)
            journal.write(verb="staff.set-password", subject=by.actor_ref, by=by)
            return
    raise Refused("password", wrong, fields=(FieldRefusal("old", wrong),))


def shut_account(*, by: User, user: User) -> None:
    """Shut a member of staff out: sessions, tokens and deputies end; twice is once."""
    with transaction.atomic(durable=True):
        user = _kept(by, user)
        if user == by:
            raise Refused("staff", "不能停用自己的账号。")
        if not user.is_active:
            return
        user.is_active = False
        user.save(update_fields=["is_active"])
        steps.end_sessions(user)
        user.api_tokens.filter(revoked_at=None).update(revoked_at=clock.now())
        RoleGrant.objects.filter(instead_of=user).delete()
        PasswordLink.objects.filter(user=user, closed_at=None).update(closed_at=clock.now())
        journal.write(verb="staff.shut", subject=user.actor_ref, by=by)


def reopen_account(*, by: User, user: User) -> None:
    """Let a member of staff in again; twice is once."""
    with transaction.atomic(durable=True):
        user = _kept(by, user)
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
            journal.write(verb="staff.reopen", subject=user.actor_ref, by=by)


def reset_factor(*, by: User, user: User) -> None:
    """Take a lost second factor away; a new one is set up at the next sign-in."""
    with transaction.atomic(durable=True):
        if not can_reset_factor(by, user):
            raise forbidden()
        SecondFactor.objects.update_or_create(
            user=user,
            defaults={"secret": pyotp.random_base32(), "last_step": 0, "is_enrolled": False},
        )
        RecoveryCode.objects.filter(user=user).delete()
        steps.end_sessions(user)
        journal.write(verb="staff.reset-factor", subject=user.actor_ref, by=by)


def renew_recovery_codes(*, by: User) -> list[str]:
    """Return ten fresh recovery codes, shown this once; the earlier ones end."""
    with transaction.atomic(durable=True):
        if not by.is_staff_member:
            raise forbidden()
        fresh = steps.new_recovery_codes(by)
        journal.write(verb="staff.renew-recovery", subject=by.actor_ref, by=by)
        return fresh


def unlock(*, by: User, pk: int) -> None:
    """Open a door before its time that too many tries had shut."""
    with transaction.atomic(durable=True):
        if not can_unlock(by):
            raise forbidden()
        row = Counter.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            raise not_found("没有这个锁定，它可能已经解除。")
        subject = f"user:{row.user_ref}" if row.user_ref else "sign-in:unknown"
        row.delete()
        journal.write(verb="sign-in.unlock", subject=subject, by=by, data={"door": row.scope})


# --- parts -------------------------------------------------------------------------------------


def _new_link(user: User) -> str:
    at = clock.now()
    PasswordLink.objects.filter(user=user, closed_at=None).update(closed_at=at)
    secret = secrets.token_urlsafe(24)
    PasswordLink.objects.create(
        user=user, digest=link_digest(secret), created_at=at, expires_at=at + LINK_LASTS
    )
    return secret


def _kept(by: User, user: User) -> User:
    if not can_keep_account(by):
        raise forbidden()
    found = User.objects.staff().select_for_update().filter(pk=user.pk).first()
    if found is None:
        raise not_found("没有这个账号。")
    return found


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        reason = "".join(error.messages)
        raise Refused("password", reason, fields=(FieldRefusal("password", reason),)) from error
