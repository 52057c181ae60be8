"""Which cases a person may see, as one condition; `permissions` says the same of one case."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from zhujian.people.queries import mandates_of
from zhujian.people.roles import Role

if TYPE_CHECKING:
    from zhujian.cases.models.case import Case
    from zhujian.people.models import Mandate, Organisation, User

NOBODY = Q(pk__in=())
EVERYTHING = Q()


def visible(user: User) -> Q:
    """Return the condition for the cases that a person may see."""
    return reduce(or_, visible_parts(user))


def visible_parts(user: User) -> list[Q]:
    """Return the cases that a person may see in parts, each of which one index answers.

    They are those in which he stands for the applicant, those that an organisation handles for
    which he is clerk, handler or approver, those handed in at his window or for his town, and for
    the city hall's clerks all.
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
    return [*own_parts(user), *parts] if user.is_resident else parts or [NOBODY]


def own(user: User) -> Q:
    """Return the condition for the cases in which a person stands for the applicant."""
    return reduce(or_, own_parts(user))


def own_parts(user: User) -> list[Q]:
    """Return the cases in which a person stands for the applicant, in parts for the indexes.

    They are those that he applied for himself, those of an enterprise for which he acts today,
    and those in which he acts for another person, as long as his mandate is in force.
    """
    found = [Q(applicant=user, enterprise__isnull=True)]
    if not user.is_resident:
        return found
    for mandate in mandates_of(user):
        scope = _scope(mandate)
        if mandate.enterprise_id is not None:
            found.append(Q(enterprise=mandate.enterprise_id) & scope)
        else:
            found.append(Q(applicant=mandate.principal_id, agent=user) & scope)
    return found


def written(user: User) -> Q:
    """Return the condition for the drafts on which a person may go on."""
    if not user.is_resident:
        return Q(writer=user)
    found = Q(writer=user, enterprise__isnull=True)
    principals = [user.pk]
    for mandate in mandates_of(user):
        if mandate.enterprise_id is not None:
            scope = _scope(mandate)
            found |= Q(enterprise=mandate.enterprise_id, mandate__isnull=True) & scope
        elif mandate.principal_id is not None:
            principals.append(mandate.principal_id)
    return found & (Q(enterprise__isnull=False) | Q(applicant__in=principals))


def _scope(mandate: Mandate) -> Q:
    if not mandate.items:
        return EVERYTHING
    return Q(item_code__in=[item["code"] for item in mandate.items])


def stands_for(user: User, case: Case) -> bool:
    """Say of one case what `own` says of many."""
    if case.enterprise_id is None and case.applicant_id == user.pk:
        return True
    if not user.is_resident or (case.enterprise_id is None and case.agent_id != user.pk):
        return False
    return any(
        mandate.covers(case.item_code)
        and (
            mandate.enterprise_id == case.enterprise_id
            if case.enterprise_id is not None
            else mandate.principal_id == case.applicant_id
        )
        for mandate in mandates_of(user)
    )


def is_city_hall(organisation: Organisation) -> bool:
    """Say whether a window there takes in, accepts and delivers for every organisation."""
    return organisation.kind == "hall"


def has_territory(organisation: Organisation) -> bool:
    """Say whether a window there serves what is handed in for its town and its villages."""
    return organisation.kind == "town" and organisation.division_id is not None
