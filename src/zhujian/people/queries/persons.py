"""Readings of persons."""

from django.db.models import Q

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import Organisation, PaperCode, Resident, User
from zhujian.people.roles import Role
from zhujian.people.rules import (
    id_number_problem,
    normalise_id_number,
    normalise_paper_code,
    normalise_phone,
    phone_problem,
)

FOUND = 20


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
    """Return the active staff who hold a role in an organisation today, deputies among them."""
    today = clock.today()
    return list(
        User.objects.staff()
        .active()
        .filter(
            Q(grants__since__isnull=True) | Q(grants__since__lte=today),
            Q(grants__until__isnull=True) | Q(grants__until__gte=today),
            grants__role=role,
            grants__organisation=organisation,
        )
        .order_by("login")
        .distinct()
    )


def find_by_number(text: str) -> list[Resident]:
    """Return the active residents whom a whole phone number or ID number means, oldest first."""
    found = Resident.objects.filter(user__is_active=True).select_related("user")
    phone, id_number = normalise_phone(text), normalise_id_number(text)
    if phone_problem(phone) is None:
        return list(found.reached_by(phone)[:FOUND])
    if id_number_problem(id_number) is None:
        index = index_of(id_number, purpose="id-number")
        return list(found.filter(id_number_index=index).order_by("pk")[:FOUND])
    return []


def find_by_paper_code(text: str) -> list[Resident]:
    """Return whose usable paper code this is: one resident, or none; it is not used up."""
    code = normalise_paper_code(text)
    if not code:
        return []
    usable = PaperCode.objects.usable(at=clock.now()).filter(digest=paper_code_digest(code))
    found = usable.select_related("user__resident").first()
    return [found.user.resident] if found else []


def paper_code_digest(code: str) -> str:
    """Return what is kept of a (normalised) paper code."""
    return index_of(code, purpose="paper-code")


def find_by_tail(tail: str, *, limit: int = FOUND) -> list[Resident]:
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
