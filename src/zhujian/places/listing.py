"""The list of places as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from zhujian.divisions.models import Division, Level
from zhujian.kernel.calendar import current_calendar
from zhujian.places.forms import PlaceFilter
from zhujian.places.models import Category, Place
from zhujian.places.queries import open_state_of, places_list
from zhujian.places.rules import OpenState
from zhujian.web.pages import page_by_key
from zhujian.web.templating import with_query

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place in the list, with whether it is open."""

    place: Place
    state: OpenState

    @property
    def about(self) -> str:
        """Category, address, telephone and what can be done, in one line."""
        count = self.place.items_count
        parts = [
            self.place.get_category_display(),
            self.place.address,
            self.place.phone,
            f"可办 {count} 项" if count else "",
        ]
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Area:
    """The places of one town, or those of the whole county."""

    name: str
    places: Sequence[ListedPlace]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list."""

    text: str
    href: str
    is_current: bool


def list_context(chosen: PlaceFilter) -> dict[str, Any]:
    """Return what the template of the list shows."""
    known = list(Division.objects.exclude(level=Level.VILLAGE))
    known_towns = [division for division in known if division.level == Level.TOWN]
    page = page_by_key(
        places_list(
            category=chosen.category, division=chosen.town, has_items=chosen.has_items
        ).with_hours(),
        key=("area", "slug"),
        after=chosen.after,
        size=PAGE_SIZE,
    )
    here = reverse("places:list")
    return {
        "chosen": chosen,
        "areas": _areas(page.rows, {division.code: division.name for division in known}),
        "categories": _categories(chosen, here),
        "towns": _towns(chosen, here, known_towns),
        "items": _items(chosen, here),
        "narrowed": _narrowed(chosen),
        "next": with_query(here, **chosen.query, after=page.next) if page.next else "",
        "first": with_query(here, **chosen.query) if chosen.after else "",
        "everything": here,
    }


def _areas(places: Sequence[Place], names: dict[str, str]) -> list[Area]:
    calendar = current_calendar()
    return [
        Area(
            names.get(code, code),
            [ListedPlace(place, open_state_of(place, calendar=calendar)) for place in group],
        )
        for code, group in groupby(places, key=lambda place: place.area)
    ]


def _categories(chosen: PlaceFilter, here: str) -> list[Choice]:
    return [
        Choice("全部", with_query(here, **{**chosen.query, "category": ""}), not chosen.category),
        *(
            Choice(
                category.label,
                with_query(here, **{**chosen.query, "category": category.value}),
                category.value == chosen.category,
            )
            for category in Category
        ),
    ]


def _towns(chosen: PlaceFilter, here: str, known: Sequence[Division]) -> list[Choice]:
    return [
        Choice("全部", with_query(here, **{**chosen.query, "town": ""}), chosen.town is None),
        *(
            Choice(
                town.name,
                with_query(here, **{**chosen.query, "town": town.code}),
                chosen.town == town,
            )
            for town in known
        ),
    ]


def _items(chosen: PlaceFilter, here: str) -> list[Choice]:
    return [
        Choice("全部", with_query(here, **{**chosen.query, "items": ""}), not chosen.has_items),
        Choice("可办事项", with_query(here, **{**chosen.query, "items": "1"}), chosen.has_items),
    ]


def _narrowed(chosen: PlaceFilter) -> str:
    """Return what stands over the folded choices: what is chosen, or what may be."""
    parts = [chosen.town.name if chosen.town else "", "可办事项" if chosen.has_items else ""]
    words = "、".join(part for part in parts if part)
    return f"已选：{words}" if words else "按镇街道、可办事项筛选"
