"""Readings of enterprises and mandates."""

from zhujian.kernel import clock
from zhujian.people.models import Enterprise, Mandate, MandateKind, User


def mandates_of(user: User) -> list[Mandate]:
    """Return the mandates on which a person may act today, oldest first, with their names."""
    found = Mandate.objects.in_force(on=clock.today()).filter(person=user)
    return list(found.with_names().order_by("pk"))


def enterprises_of(user: User) -> list[Enterprise]:
    """Return the enterprises for which a person may act today."""
    return [mandate.enterprise for mandate in mandates_of(user) if mandate.enterprise is not None]


def principals_of(user: User) -> list[User]:
    """Return the persons for whom a person may act today."""
    return [mandate.principal for mandate in mandates_of(user) if mandate.principal is not None]


def is_head_of(user: User, enterprise: Enterprise) -> bool:
    """Say whether a person is the verified legal representative of an enterprise today."""
    heads = Mandate.objects.in_force(on=clock.today())
    return heads.filter(
        person=user, enterprise=enterprise, kind=MandateKind.LEGAL_REPRESENTATIVE
    ).exists()
