"""Which cases a person may see, as one condition; `permissions` says the same of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from zhujian.people.roles import Role

if TYPE_CHECKING:
    from zhujian.people.models import Organisation, User

NOBODY = Q(pk__in=())
EVERYTHING = Q()


def visible(user: User) -> Q:
    """Return the condition for the cases that a person may see.

    They are his own, those that an organisation handles for which he is clerk, handler or
    approver, those handed in at his window or for his town, and for the city hall's clerks all.
    """
    if not user.is_active:
        return NOBODY
    clerk_at = user.organisations(Role.CLERK)
    if any(is_city_hall(organisation) for organisation in clerk_at):
        return EVERYTHING
    handled = {*user.organisations(Role.HANDLER), *user.organisations(Role.APPROVER), *clerk_at}
    seen = Q(applicant=user)
    if handled:
        seen |= Q(organisation__in=[organisation.pk for organisation in handled])
    if clerk_at:
        seen |= Q(taken_in_at__in=[organisation.pk for organisation in clerk_at])
    towns = [organisation.division_id for organisation in clerk_at if has_territory(organisation)]
    if towns:
        seen |= Q(division__in=towns) | Q(division__parent__in=towns)
    return seen


def is_city_hall(organisation: Organisation) -> bool:
    """Say whether a window there takes in, accepts and delivers for every organisation."""
    return organisation.kind == "hall"


def has_territory(organisation: Organisation) -> bool:
    """Say whether a window there serves what is handed in for its town and its villages."""
    return organisation.kind == "town" and organisation.division_id is not None
