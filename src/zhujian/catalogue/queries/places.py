"""Where an item is handled, nearest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhujian.catalogue.models import Item, ItemPlace
from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division, town_of
from zhujian.kernel.refusals import Refused, not_found
from zhujian.places.rules import distance_km, hours_text

_RELATED = ("place__division__parent", "organisation", "grant__source", "offer")


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place where an item is handled, and by whom under which grant."""

    slug: str
    name: str
    category: str
    address: str
    phone: str
    hours: str
    division_code: str
    division_name: str
    town_code: str
    lon: float | None
    lat: float | None
    organisation_slug: str
    organisation_name: str
    grant: Mapping[str, Any] | None
    promised_text: str
    distance_km: float | None

    @property
    def via(self) -> dict[str, Any]:
        """The organisation and the grant through which the item is handled here."""
        return {
            "organisation": {"slug": self.organisation_slug, "name": self.organisation_name},
            "grant": self.grant,
        }


def places_of_item(item_id: int, point: tuple[float, float] | None = None) -> list[PlaceView]:
    """Return the places of an item; nearest first from a point (lon, lat), else halls first."""
    rows = (
        ItemPlace.objects.filter(item_id=item_id, place__is_active=True)
        .select_related(*_RELATED)
        .prefetch_related("place__opening_hours")
    )
    views = [_view(row, point) for row in rows]
    if point is not None:
        return sorted(views, key=_by_distance)
    return sorted(views, key=lambda view: (view.town_code, view.category != "hall", view.slug))


def places_for(
    code: str,
    *,
    division: str = "",
    lon: float | None = None,
    lat: float | None = None,
) -> list[PlaceView]:
    """Return where the public item of a code is handled, nearest first.

    From a division (code or name) the places in it come first, then those in its town, then the
    others by distance where the division's own position is known; from a point all by distance.
    Refused: 404 for an unknown item, 422 `division_unknown`, 422 `point` for half a point.
    """
    item = Item.objects.public().filter(code=code).first()
    if item is None:
        raise not_found(f"没有编码为「{code[:100]}」的事项。")
    if (lon is None) != (lat is None):
        raise Refused("point", "位置需要同时给出经度 lon 和纬度 lat。")
    if lon is not None and lat is not None:
        return places_of_item(item.pk, (lon, lat))
    if not division:
        return places_of_item(item.pk)
    where = find_division(division)
    if where is None:
        raise Refused("division_unknown", f"没有找到「{division[:60]}」这个镇街或村社区。")
    town = town_of(where)
    town_code = town.code if town else ""
    return sorted(
        places_of_item(item.pk, _position(where) or (_position(town) if town else None)),
        key=lambda view: (view.division_code != where.code, view.town_code != town_code),
    )


def items_at(place_id: int, *, limit: int) -> list[Item]:
    """Return the items of the catalogue that are handled at a place, complete guides first."""
    return list(
        Item.objects.counted()
        .filter(at_places__place_id=place_id)
        .order_by("-status", "pk")[:limit]
    )


def _position(division: Division) -> tuple[float, float] | None:
    if division.lon is None or division.lat is None:
        return None
    return division.lon, division.lat


def _view(row: ItemPlace, point: tuple[float, float] | None) -> PlaceView:
    place, offer = row.place, row.offer
    lon, lat = place.lon, place.lat
    away = None
    if point is not None and lon is not None and lat is not None:
        away = round(distance_km(*point, lon, lat), 2)
    return PlaceView(
        slug=place.slug,
        name=place.name,
        category=place.category,
        address=place.address,
        phone=(offer.phone if offer else "") or place.phone,
        hours=(offer.hours if offer else "")
        or hours_text(hours.span for hours in place.opening_hours.all()),
        division_code=place.division.code,
        division_name=place.division.name,
        town_code=row.town,
        lon=lon,
        lat=lat,
        organisation_slug=row.organisation.slug,
        organisation_name=row.organisation.name,
        grant=_grant(row),
        promised_text=_promise(row),
        distance_km=away,
    )


def _by_distance(view: PlaceView) -> tuple[bool, float, str]:
    return (view.distance_km is None, view.distance_km or 0.0, view.slug)


def _grant(row: ItemPlace) -> dict[str, Any] | None:
    grant = row.grant
    if grant is None:
        return None
    return {
        "slug": grant.slug,
        "kind": grant.get_kind_display(),
        "document": grant.document,
        "notice_url": grant.notice_url,
        "since": grant.since.isoformat(),
        "from": {"slug": grant.source.slug, "name": grant.source.name},
    }


def _promise(row: ItemPlace) -> str:
    offer = row.offer
    if offer is None or offer.promised_n is None:
        return ""
    if offer.promised_n == 0:
        return "当场办结"
    return f"{offer.promised_n} {offer.get_promised_unit_display()}"


def place_shapes(views: Iterable[PlaceView]) -> list[dict[str, Any]]:
    """Return places in the shape of the API."""
    return [
        {
            "slug": view.slug,
            "name": view.name,
            "category": view.category,
            "division": {"code": view.division_code, "name": view.division_name},
            "lon": view.lon,
            "lat": view.lat,
            "hours": view.hours,
            "phone": view.phone,
            "address": view.address,
            "distance_km": view.distance_km,
            "via": view.via,
        }
        for view in views
    ]
