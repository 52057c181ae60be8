"""For whom somebody applies: himself, or on a mandate an enterprise or another person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zhujian.catalogue.rules.elements import AUDIENCES
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import Enterprise, Mandate, User

PERSONS = AUDIENCES["1"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who the applicant is, for which enterprise, and who acts for another person."""

    applicant: User
    enterprise: Enterprise | None = None
    agent: User | None = None


def party_of(by: User, mandate: Mandate | None) -> Party:
    """Return for whom a person applies; the person acting is the applicant of an enterprise."""
    if mandate is None:
        return Party(by)
    if mandate.enterprise is not None:
        return Party(by, enterprise=mandate.enterprise)
    assert mandate.principal is not None  # noqa: S101 -- the constraint says so
    return Party(mandate.principal, agent=by)


def is_for_enterprises(item: ItemForCase) -> bool:
    """Say whether an item is there for enterprises and other organisations alone."""
    return is_for_bodies(item.snapshot.get("audience"))


def is_for_bodies(audience: Collection[str] | None) -> bool:
    """Say whether an audience names enterprises and other organisations, and no persons."""
    return bool(audience) and PERSONS not in (audience or ())


def check_mandate(item: ItemForCase, mandate: Mandate | None) -> None:
    """Refuse (422) a mandate that does not cover the item, or an item that is for persons alone."""
    if mandate is None:
        return
    reason = ""
    if not mandate.covers(item.code):
        reason = "这项授权不包括这个事项。"
    elif mandate.enterprise is not None and list(item.snapshot.get("audience") or ()) == [PERSONS]:
        reason = "这一事项只面向个人，不能以企业名义申请。"
    if reason:
        raise Refused("mandate_scope", reason, fields=(FieldRefusal("on_behalf_of", reason),))
