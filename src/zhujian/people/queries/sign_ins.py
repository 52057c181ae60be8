"""Readings for the pages of signing in, and of tokens."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Q

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import (
    ApiToken,
    OpenSession,
    PaperCode,
    PasswordLink,
    PendingSignIn,
    RecoveryCode,
    Resident,
    SignInKind,
    User,
)
from zhujian.people.rules import LEFT_PHONE_LASTS, is_phone_doubtful


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the residents whom the proved phone reaches, or reached until lately.

    `asks` says what he must prove besides the phone: nothing (""), the end of his ID number
    ("id"), or what only a window can see ("window").
    """

    ref: str
    name: str
    asks: str
    id_number_tail: str


def candidates(pending: PendingSignIn) -> list[Candidate]:
    """Return the residents among whom the holder of a proved phone says who he is.

    A phone that several share, that nobody confirmed for long, or that somebody else claims, does
    not tell who holds it: then the ID number is asked for.
    """
    at = clock.now()
    found = list(
        Resident.objects.filter(
            Q(phone_index=pending.phone_index)
            | Q(left_phone_index=pending.phone_index, left_phone_at__gt=at - LEFT_PHONE_LASTS),
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )
    is_shared = len(found) > 1
    return [
        Candidate(
            one.user.ref,
            one.shown_name,
            _asked(one, is_shared=is_shared, at=at),
            one.id_number_tail,
        )
        for one in found
    ]


def _asked(resident: Resident, *, is_shared: bool, at: datetime) -> str:
    confirmed_at = resident.phone_confirmed_at or resident.user.created_at
    is_doubtful = bool(resident.left_phone_index) or is_phone_doubtful(confirmed_at, at=at)
    if not is_doubtful and not is_shared:
        return ""
    if resident.id_number_tail:
        return "id"
    return "window" if is_doubtful else ""


def waiting_sign_in(ref: str, kind: SignInKind) -> PendingSignIn | None:
    """Return the pending sign-in of a reference while it may still be finished, or None."""
    return (
        PendingSignIn.objects.filter(ref=ref, kind=kind, closed_at=None, expires_at__gt=clock.now())
        .select_related("user__second_factor")
        .first()
    )


def demo_staff() -> list[User]:
    """Return the staff accounts that the demo's sign-in page lists, with their grants."""
    return list(
        User.objects.staff()
        .active()
        .filter(second_factor__isnull=False)
        .prefetch_related("grants")
        .order_by("pk")[:40]
    )


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as its owner sees it."""

    ref: str
    name: str
    tail: str
    scopes: tuple[str, ...]
    created_at: object
    expires_at: object
    is_usable: bool


def tokens_of(user: User) -> list[TokenView]:
    """Return the tokens of a person that were not revoked, newest first."""
    at = clock.now()
    return [
        TokenView(
            token.ref,
            token.name,
            token.tail,
            tuple(token.scopes),
            token.created_at,
            token.expires_at,
            token.expires_at is None or token.expires_at > at,
        )
        for token in ApiToken.objects.filter(user=user, revoked_at__isnull=True)
    ]


def paper_codes_of(user: User) -> list[PaperCode]:
    """Return the cards of a person that still open a door, newest first."""
    return list(PaperCode.objects.usable(at=clock.now()).filter(user=user))


def sessions_of(user: User) -> list[OpenSession]:
    """Return where a person is signed in, the latest first."""
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    return list(OpenSession.objects.filter(user=user, session_key__in=alive)[:50])


def is_password_link(secret: str) -> bool:
    """Say whether a link may still set a password."""
    usable = PasswordLink.objects.filter(closed_at=None, expires_at__gt=clock.now())
    return usable.filter(digest=link_digest(secret), user__is_active=True).exists()


def link_digest(secret: str) -> str:
    """Return what is kept of a password link."""
    return index_of(secret.strip(), purpose="password-link")


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes a person has not used."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()
