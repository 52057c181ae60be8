"""The materialised table of items and places, rebuilt when either side changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from zhujian.catalogue.models import Item, ItemPlace, Offer
from zhujian.divisions.queries import town_of
from zhujian.kernel import clock
from zhujian.kernel.changes import announce
from zhujian.places.models import Place
from zhujian.places.rules import hours_text
from zhujian.places.steps import set_items_counts

# A school or a clinic belongs to a bureau without handling its items: there only by an offer.
MAX_HOURS = 500
HANDLING_CATEGORIES = ("hall", "station")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilding came to: rows in all, places and items (by code) that differ now."""

    rows: int
    places: frozenset[str]
    codes: frozenset[str]

    @property
    def tags(self) -> list[str]:
        """The change tags of the places and items that differ."""
        return [
            *(f"place:{slug}" for slug in sorted(self.places)),
            *(f"item:{code}" for code in sorted(self.codes)),
        ]


def rebuild_item_places(item_ids: Collection[int] | None = None) -> Rebuilt:
    """Rebuild where items are handled, of some items or of all, in the caller's transaction.

    An item is handled at its organisation's own places, in the county's halls if it has moved
    into the hall, and wherever an active offer says so.
    """
    items = Item.objects.all() if item_ids is None else Item.objects.filter(pk__in=item_ids)
    wanted = {
        (row.item_id, row.place_id): row
        for row in _rows(list(items.only("pk", "organisation_id", "is_in_hall")))
    }
    stale: dict[int, tuple[int, int]] = {}
    kept = 0
    for row in ItemPlace.objects.filter(item__in=items):
        key = (row.item_id, row.place_id)
        match = wanted.get(key)
        if match is not None and _same(row, match):
            del wanted[key]
            kept += 1
        else:
            stale[row.pk] = key
    gone = list(stale)
    for start in range(0, len(gone), 500):
        ItemPlace.objects.filter(pk__in=gone[start : start + 500]).delete()
    ItemPlace.objects.bulk_create(wanted.values(), batch_size=500)
    touched = {*stale.values(), *wanted}
    return Rebuilt(
        rows=kept + len(wanted),
        places=_slugs({place for _, place in touched} | _recount()),
        codes=_codes({item for item, _ in touched}),
    )


def follow_places() -> int:
    """Rebuild where all items are handled after places changed, and announce what differs."""
    rebuilt = rebuild_item_places()
    if rebuilt.tags:
        announce("items", *rebuilt.tags)
    return rebuilt.rows


def _slugs(places: Collection[int]) -> frozenset[str]:
    return frozenset(Place.objects.filter(pk__in=places).values_list("slug", flat=True))


def _codes(items: Collection[int]) -> frozenset[str]:
    return frozenset(Item.objects.filter(pk__in=items).values_list("code", flat=True))


def _recount() -> set[int]:
    """Keep how many items of the catalogue each place handles; return the places that differ."""
    numbers = dict(
        ItemPlace.objects.filter(item__in=Item.objects.counted())
        .order_by()
        .values_list("place")
        .annotate(number=Count("item"))
    )
    known = dict(Place.objects.values_list("pk", "items_count"))
    changed = {pk: numbers.get(pk, 0) for pk in known if numbers.get(pk, 0) != known[pk]}
    if changed:
        set_items_counts(changed)
    return set(changed)


def _same(one: ItemPlace, other: ItemPlace) -> bool:
    names = ("organisation_id", "offer_id", "grant_id", "town", "hours")
    return all(getattr(one, name) == getattr(other, name) for name in names)


@dataclass(slots=True)
class _Places:
    """The places that handle items, by the organisation that runs them."""

    halls: list[Place]
    by_organisation: dict[int, list[Place]]


def _places() -> _Places:
    found = list(
        Place.objects.active()
        .filter(category__in=HANDLING_CATEGORIES)
        .select_related("division__parent")
        .prefetch_related("opening_hours")
    )
    by_organisation: dict[int, list[Place]] = {}
    for place in found:
        if place.organisation_id is not None:
            by_organisation.setdefault(place.organisation_id, []).append(place)
    halls = [place for place in found if place.category == "hall" and _is_county(place)]
    return _Places(halls, by_organisation)


def _rows(items: list[Item]) -> Iterable[ItemPlace]:
    places = _places()
    offers = _offers({item.pk for item in items})
    for item in items:
        found: dict[int, ItemPlace] = {}
        for place in places.by_organisation.get(item.organisation_id, ()):
            found[place.pk] = _row(item, place, item.organisation_id)
        for place in places.halls if item.is_in_hall else ():
            found.setdefault(place.pk, _row(item, place, item.organisation_id))
        for offer in offers.get(item.pk, ()):
            for place in _places_of(offer, places):
                found[place.pk] = _row(item, place, offer.organisation_id, offer)
        yield from found.values()


def _places_of(offer: Offer, places: _Places) -> list[Place]:
    if offer.place is None:
        return places.by_organisation.get(offer.organisation_id, [])
    return [offer.place] if offer.place.is_active else []


def _offers(item_ids: set[int]) -> dict[int, list[Offer]]:
    today = clock.today()
    in_force = Q(grant__isnull=True) | (
        Q(grant__since__lte=today) & (Q(grant__until__isnull=True) | Q(grant__until__gte=today))
    )
    grouped: dict[int, list[Offer]] = {}
    offers = Offer.objects.filter(in_force, is_active=True)
    for offer in offers.select_related("place__division__parent").prefetch_related(
        "place__opening_hours"
    ):
        if offer.item_id in item_ids:
            grouped.setdefault(offer.item_id, []).append(offer)
    return grouped


def _row(item: Item, place: Place, organisation_id: int, offer: Offer | None = None) -> ItemPlace:
    return ItemPlace(
        item=item,
        place=place,
        organisation_id=organisation_id,
        offer=offer,
        grant_id=offer.grant_id if offer else None,
        town=_town(place),
        hours=((offer.hours if offer else "") or _hours(place))[:MAX_HOURS],
    )


def _hours(place: Place) -> str:
    return hours_text(hours.span for hours in place.opening_hours.all())


def _is_county(place: Place) -> bool:
    return place.division.level == "county"


def _town(place: Place) -> str:
    """Return the code of the town a place lies in; `""` for one that serves the county."""
    town = town_of(place.division)
    return town.code if town else ""
