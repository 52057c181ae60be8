"""Readings of persons."""

from django.db.models import Q

from zhujian.people.models import Organisation, Resident, User
from zhujian.people.roles import Role
from zhujian.people.rules import normalise_phone


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


def holders_of(role: Role, organisation: Organisation) -> list[User]:
    """Return the active staff who hold a role in an organisation, by login name."""
    return list(
        User.objects.staff()
        .active()
        .filter(grants__role=role, grants__organisation=organisation)
        .order_by("login")
        .distinct()
    )


def find_by_tail(tail: str, *, limit: int = 20) -> list[Resident]:
    """Return active residents whose phone or ID number ends with these four characters.

    Ordered by age of the row. Whoever shows them to somebody writes it down: `actions.find_person`
    leaves a line for each.
    """
    tail = tail.strip().upper()
    if len(tail) != 4 or not tail.isascii() or not tail.isalnum():
        return []
    found = Resident.objects.filter(user__is_active=True).select_related("user")
    ends = Q(phone_tail=tail) | Q(id_number_tail=tail)
    return list(found.filter(ends).order_by("pk")[:limit])
