"""For whom the person at the counter may act."""

from __future__ import annotations

from dataclasses import dataclass

from zhujian.cases.steps import check_mandate
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Mandate, User
from zhujian.people.queries import mandates_of


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """One mandate in force of a person, and why it does not fit the item, if so."""

    mandate: Mandate
    hindrance: str = ""


def parties_of(person: User, item: ItemForCase) -> list[PartyChoice]:
    """Return the mandates on which a person may act today, each held against the item."""
    return [PartyChoice(one, _hindrance(one, item)) for one in mandates_of(person)]


def _hindrance(mandate: Mandate, item: ItemForCase) -> str:
    try:
        check_mandate(item, mandate)
    except Refused as refused:
        return refused.text
    return ""
