"""Which item a person at the counter asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.catalogue.states import ItemStatus
from zhujian.people.models import Organisation, User
from zhujian.people.queries import find_organisation
from zhujian.search.engine import find

FOUND = 12
RECENT = 8
LOOKED_BACK = 300


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item that the clerk may choose, or one that is listed and not yet open."""

    code: str
    name: str
    title: str
    organisation: str
    is_open: bool
    is_usual: bool = False


def find_items(words: str, *, usual: Sequence[str] = ()) -> list[FoundItem]:
    """Return the items that words mean: by code, by everyday words, by department.

    Those that this window takes in often (`usual`) stand first; the rest as well as they fit.
    """
    text = words.strip()
    by_code = Item.objects.public().filter(code__istartswith=text) if _is_code(text) else None
    codes = list(by_code.order_by("code").values_list("code", flat=True)[:FOUND]) if by_code else []
    if not codes:
        codes = [hit.id for hit in find(text, kinds=("item",), limit=FOUND).hits]
    if len(codes) < FOUND:
        codes += [code for code in _of_department(text) if code not in codes]
    if not codes:
        named = Item.objects.public().filter(name__contains=text).order_by("name", "pk")
        codes = list(named.values_list("code", flat=True)[:FOUND])
    often = set(usual)
    ordered = sorted(codes[:FOUND], key=lambda code: code not in often)
    return _in_order(ordered, often)


def usual_codes(user: User, window: Organisation | None) -> list[str]:
    """Return the codes of what this clerk took in lately, then of what his window takes in most.

    Counted over the window's latest cases, so that the hundredth thousandth costs nothing.
    """
    own = _codes(Case.objects.filter(taken_in_by=user).order_by("-pk")[:60])
    if window is None:
        return list(dict.fromkeys(own))[:RECENT]
    lately = Case.objects.filter(taken_in_at=window).order_by("-pk")[:LOOKED_BACK]
    often = [code for code, _ in Counter(_codes(lately)).most_common(RECENT)]
    recent = list(dict.fromkeys(own))[: RECENT // 2]
    return list(dict.fromkeys([*recent, *often, *own]))[:RECENT]


def items_of(codes: Sequence[str]) -> list[FoundItem]:
    """Return the items of these codes that are public, in this order."""
    return _in_order(codes, set())


def _codes(cases: Iterable[Case]) -> list[str]:
    return list(cases.values_list("item_code", flat=True))  # type: ignore[attr-defined]


def _is_code(text: str) -> bool:
    return len(text) >= 4 and text.isascii() and text.isalnum() and text[:2].isdigit()


def _of_department(text: str) -> list[str]:
    organisation = find_organisation(text) if len(text) >= 2 else None
    if organisation is None:
        return []
    named = Item.objects.public().filter(organisation=organisation).order_by("name", "pk")
    return list(named.values_list("code", flat=True)[:FOUND])


def _in_order(codes: Sequence[str], usual: set[str]) -> list[FoundItem]:
    items = {
        item.code: item
        for item in Item.objects.public().filter(code__in=codes).select_related("organisation")
    }
    return [_found(items[code], is_usual=code in usual) for code in codes if code in items]


def _found(item: Item, *, is_usual: bool) -> FoundItem:
    return FoundItem(
        code=item.code,
        name=item.name,
        title=item.title,
        organisation=item.organisation.name,
        is_open=item.status == ItemStatus.PUBLISHED,
        is_usual=is_usual,
    )
