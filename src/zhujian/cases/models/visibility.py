"""Which cases a person may see, as one condition; `permissions` says the same of one case."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from zhujian.people.roles import Role

if TYPE_CHECKING:
    from zhujian.people.models import Organisation, User

NOBODY = Q(pk__in=())
EVERYTHING = Q()


def visible(user: User) -> Q:
    """Return the condition for the cases that a person may see."""
    return reduce(or_, visible_parts(user))


def visible_parts(user: User) -> list[Q]:
    """Return the cases that a person may see in parts, each of which one index answers.

    They are his own, those that an organisation handles for which he is clerk, handler or
    approver, those handed in at his window or for his town, and for the city hall's clerks all.
    """
    if not user.is_active:
        return [NOBODY]
    clerk_at = user.organisations(Role.CLERK)
    if any(is_city_hall(organisation) for organisation in clerk_at):
        return [EVERYTHING]
    handled = {*user.organisations(Role.HANDLER), *user.organisations(Role.APPROVER), *clerk_at}
    parts = [Q(organisation=pk) for pk in sorted(organisation.pk for organisation in handled)]
    for window in clerk_at:
        parts.append(Q(taken_in_at=window.pk))
        if has_territory(window):
            parts.append(Q(town=window.division_id))
    return [Q(applicant=user), *parts] if user.is_resident or not parts else parts


def is_city_hall(organisation: Organisation) -> bool:
    """Say whether a window there takes in, accepts and delivers for every organisation."""
    return organisation.kind == "hall"


def has_territory(organisation: Organisation) -> bool:
    """Say whether a window there serves what is handed in for its town and its villages."""
    return organisation.kind == "town" and organisation.division_id is not None
