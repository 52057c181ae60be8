"""Verbs on tokens."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people import steps
from zhujian.people.models import ApiToken, User
from zhujian.people.permissions import can_issue_token, can_revoke_token
from zhujian.people.roles import Scope

TOKEN_LASTS = timedelta(days=365)
TOKENS_AT_MOST = 20
NAME_LONGEST = 40


def issue_token(
    *,
    by: Actor,
    user: User,
    scopes: Iterable[str] | None = None,
    name: str = "",
    lasts: timedelta | None = TOKEN_LASTS,
) -> str:
    """Return a fresh token, which is shown this once; without scopes it may all its owner may."""
    wanted = tuple(dict.fromkeys(scopes if scopes is not None else Scope.values))
    _check(wanted, name)
    text = f"zj_{secrets.token_urlsafe(32)}"
    with transaction.atomic(durable=True):
        if not can_issue_token(by, user):
            raise forbidden()
        User.objects.get_queryset().select_for_update().get(pk=user.pk)
        at = clock.now()
        if by == user and user.api_tokens.usable(at=at).count() >= TOKENS_AT_MOST:
            raise Refused("token_many", f"每人最多有{TOKENS_AT_MOST}个令牌，请先撤销不用的。")
        token = ApiToken.objects.create(
            ref=steps.new_ref("t"),
            user=user,
            digest=steps.token_digest(text),
            tail=text[-4:],
            name=name.strip(),
            scopes=list(wanted),
            created_at=at,
            expires_at=at + lasts if lasts else None,
        )
        journal.write(
            verb="token.issue",
            subject=user.actor_ref,
            by=by,
            data={"token": token.ref, "scopes": list(wanted)},
        )
    return text


def revoke_token(*, by: Actor, ref: str) -> None:
    """Make a token useless from now on; one that is not the caller's is not found."""
    with transaction.atomic(durable=True):
        token = ApiToken.objects.select_for_update().filter(ref=ref).first()
        if token is None or not can_revoke_token(by, token):
            raise not_found("没有这个令牌。")
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            journal.write(
                verb="token.revoke",
                subject=token.user.actor_ref,
                by=by,
                data={"token": token.ref},
            )


def _check(scopes: tuple[str, ...], name: str) -> None:
    unknown = [scope for scope in scopes if scope not in Scope.values]
    if unknown:
        reason = f"没有「{'、'.join(unknown)}」这样的范围，可用：{'、'.join(Scope.values)}。"
        raise Refused("token_scope", reason, fields=(FieldRefusal("scopes", reason),))
    if not scopes:
        reason = "请至少选择一个范围。"
        raise Refused("token_scope", reason, fields=(FieldRefusal("scopes", reason),))
    if len(name.strip()) > NAME_LONGEST:
        reason = f"用途最多{NAME_LONGEST}个字。"
        raise Refused("token_name", reason, fields=(FieldRefusal("name", reason),))
