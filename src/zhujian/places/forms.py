"""Shape of what narrows the list of places."""

from dataclasses import dataclass

from django.http import QueryDict

from zhujian.divisions.models import Division
from zhujian.places.models import Category

QUERY_KEYS = ("category", "town", "items", "after")


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """What a person chose to see; words that mean nothing narrow nothing."""

    category: str
    town: Division | None
    has_items: bool
    after: str

    @property
    def query(self) -> dict[str, str]:
        """The choice as parts of an address, without the page."""
        return {
            "category": self.category,
            "town": self.town.code if self.town else "",
            "items": "1" if self.has_items else "",
        }


def read_filter(query: QueryDict) -> PlaceFilter:
    """Return the choice that an address states."""
    category = query.get("category", "")
    return PlaceFilter(
        category=category if category in Category.values else "",
        town=Division.objects.towns().filter(code=query.get("town", "")[:12]).first(),
        has_items=query.get("items", "") == "1",
        after=query.get("after", ""),
    )
