"""Readings of organisations, persons and tokens for pages and rooms above."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from zhujian.divisions.queries import county
from zhujian.kernel import clock
from zhujian.people.models import (
    ApiToken,
    Organisation,
    PendingSignIn,
    Resident,
    SignInKind,
    User,
)
from zhujian.people.roles import Role
from zhujian.people.rules import bare_names, normalise_phone


def county_name() -> str:
    """Return the county's name, or "" where no divisions were imported."""
    division = county()
    return division.name if division else ""


def find_organisation(text: str) -> Organisation | None:
    """Return the organisation that a slug, a name, a short name or an alias means, or None.

    The county's own prefix, and a foreign one (区, 广安区), are taken off if need be; the name
    as it is written counts before the shorter one.
    """
    if not text.isprintable():
        return None
    for name in bare_names(text.strip()):
        for candidate in (name, f"{county_name()}{name}"):
            found = (
                Organisation.objects.active()
                .filter(
                    Q(slug=candidate)
                    | Q(name=candidate)
                    | Q(short_name=candidate)
                    | Q(aliases__name=candidate)
                )
                .order_by("pk")
                .distinct()
                .first()
            )
            if found:
                return found
    return None


def organisation_name(slug: str) -> str:
    """Return the name of an organisation, or its slug if there is none of that slug."""
    name = Organisation.objects.filter(slug=slug).values_list("name", flat=True).first()
    return name or slug


def organisation_names(slugs: Iterable[str]) -> dict[str, str]:
    """Return the names of several organisations by slug, in one query."""
    return dict(Organisation.objects.filter(slug__in=set(slugs)).values_list("slug", "name"))


def find_user(text: str) -> User | None:
    """Return the person of a staff login name, or the first resident a phone number reaches."""
    if not text.isprintable():
        return None
    staff = User.objects.staff().active().filter(login=text.strip().lower()).first()
    if staff:
        return staff
    resident = (
        Resident.objects.reached_by(normalise_phone(text))
        .filter(user__is_active=True)
        .select_related("user")
        .first()
    )
    return resident.user if resident else None


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


def holders_of(role: Role, organisation: Organisation) -> list[User]:
    """Return the active staff who hold a role in an organisation, by login name."""
    return list(
        User.objects.staff()
        .active()
        .filter(grants__role=role, grants__organisation=organisation)
        .order_by("login")
        .distinct()
    )
