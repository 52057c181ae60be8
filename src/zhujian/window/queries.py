"""What the window's pages show: items to take in, persons at the counter, the result shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhujian.cases.models import Case, Draft
from zhujian.cases.states import CaseState
from zhujian.catalogue.models import Item
from zhujian.catalogue.states import ItemStatus
from zhujian.kernel.crypto import index_of
from zhujian.people.models import Organisation, Resident, User
from zhujian.people.roles import Role
from zhujian.people.rules import (
    id_number_problem,
    normalise_id_number,
    normalise_phone,
    phone_problem,
)
from zhujian.search.engine import find
from zhujian.web.pages import KeyPage, page_by_key

FOUND = 12
RECENT = 8
SHELF_PAGE = 50


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item that the clerk may choose, or one that is listed and not yet open."""

    code: str
    name: str
    title: str
    organisation: str
    is_open: bool


def window_of(user: User) -> Organisation | None:
    """Return the organisation at whose window a clerk sits: that of his first grant."""
    windows = user.organisations(Role.CLERK)
    return windows[0] if windows else None


def find_items(words: str) -> list[FoundItem]:
    """Return the items that words mean, the best first: by the index, else by name."""
    codes = [hit.id for hit in find(words, kinds=("item",), limit=FOUND).hits]
    if codes:
        return _in_order(codes)
    named = Item.objects.public().filter(name__contains=words.strip()).order_by("name", "pk")
    return [_found(item) for item in named.select_related("organisation")[:FOUND]]


def recent_items(user: User) -> list[FoundItem]:
    """Return the items that a clerk took in lately, the latest first."""
    codes = Case.objects.filter(taken_in_by=user).order_by("-pk").values_list("item_code")[:60]
    return _in_order(list(dict.fromkeys(code for (code,) in codes))[:RECENT])


def find_persons(text: str) -> list[Resident]:
    """Return the active residents whom a phone or ID number means, oldest first."""
    phone, id_number = normalise_phone(text), normalise_id_number(text)
    found = Resident.objects.filter(user__is_active=True).select_related("user")
    if phone_problem(phone) is None:
        return list(found.reached_by(phone)[:FOUND])
    if id_number_problem(id_number) is None:
        index = index_of(id_number, purpose="id-number")
        return list(found.filter(id_number_index=index).order_by("pk")[:FOUND])
    return []


def is_searchable(text: str) -> bool:
    """Say whether a text is a whole phone number or a whole ID number."""
    return phone_problem(normalise_phone(text)) is None or (
        id_number_problem(normalise_id_number(text)) is None
    )


def open_drafts(user: User) -> list[Draft]:
    """Return the applications that a clerk has begun at the counter, the latest first."""
    return list(Draft.objects.unfinished().of_writer(user).exclude(applicant=user)[:RECENT])


def shelf_page(user: User, *, number: str = "", after: str = "") -> KeyPage[Case]:
    """Return one page of what was decided and waits to be handed out, the most urgent first."""
    found = Case.objects.visible_to(user).in_state(CaseState.DECIDED).with_names()
    if number:
        found = found.filter(number=number)
    return page_by_key(found, key=("due_on", "pk"), after=after, size=SHELF_PAGE)


def on_the_shelf(user: User) -> int:
    """Return how many results wait to be handed out."""
    return Case.objects.visible_to(user).in_state(CaseState.DECIDED).count()


def _in_order(codes: Sequence[str]) -> list[FoundItem]:
    items = {
        item.code: item
        for item in Item.objects.public().filter(code__in=codes).select_related("organisation")
    }
    return [_found(items[code]) for code in codes if code in items]


def _found(item: Item) -> FoundItem:
    return FoundItem(
        code=item.code,
        name=item.name,
        title=item.title,
        organisation=item.organisation.name,
        is_open=item.status == ItemStatus.PUBLISHED,
    )
