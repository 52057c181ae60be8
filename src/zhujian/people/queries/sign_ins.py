"""Readings for the pages of signing in, and of tokens."""

from dataclasses import dataclass

from zhujian.kernel import clock
from zhujian.people.models import ApiToken, PendingSignIn, Resident, SignInKind, User


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several residents whom the proved phone reaches."""

    ref: str
    name: str
    id_tail: str


def candidates(pending: PendingSignIn) -> list[Candidate]:
    """Return the residents among whom the holder of a proved phone says who he is."""
    found = (
        Resident.objects.filter(phone_index=pending.phone_index, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    return [Candidate(one.user.ref, one.shown_name, one.id_number_tail) for one in found]


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
