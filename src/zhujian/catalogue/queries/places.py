"""Where an item is handled, nearest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet

from zhujian.catalogue.models import Grant, Item, ItemPlace
from zhujian.catalogue.states import TimeUnit
from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division, town_of
from zhujian.kernel.refusals import Refused, not_found
from zhujian.places.rules import distance_km

# Read as plain values: a guide is read far more often than anything else is written.
_COLUMNS = (
    *("place__slug", "place__name", "place__category", "place__address", "place__phone"),
    *("place__lon", "place__lat", "place__division__code", "place__division__name"),
    *("town", "organisation__slug", "organisation__name", "grant_id", "hours"),
    *("offer__phone", "offer__promised_n", "offer__promised_unit"),
)


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


@cache
def _open_rows() -> QuerySet[ItemPlace, Any]:
    """Return the question for places, prepared once: its joins cost a millisecond."""
    return (
        ItemPlace.objects.filter(place__is_active=True)
        .order_by()
        .values_list(*_COLUMNS, named=True)
    )


def places_of_item(item_id: int, point: tuple[float, float] | None = None) -> list[PlaceView]:
    """Return the places of an item; nearest first from a point (lon, lat), else halls first."""
    rows = list(_open_rows().filter(item_id=item_id))
    grants = _grants({row.grant_id for row in rows if row.grant_id})
    views = [_view(row, point, grants) for row in rows]
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


def _view(
    row: Any, point: tuple[float, float] | None, grants: Mapping[int, dict[str, Any]]
) -> PlaceView:
    lon, lat = row.place__lon, row.place__lat
    away = None
    if point is not None and lon is not None and lat is not None:
        away = round(distance_km(*point, lon, lat), 2)
    return PlaceView(
        slug=row.place__slug,
        name=row.place__name,
        category=row.place__category,
        address=row.place__address,
        phone=row.offer__phone or row.place__phone,
        hours=row.hours,
        division_code=row.place__division__code,
        division_name=row.place__division__name,
        town_code=row.town,
        lon=lon,
        lat=lat,
        organisation_slug=row.organisation__slug,
        organisation_name=row.organisation__name,
        grant=grants.get(row.grant_id),
        promised_text=_promise(row.offer__promised_n, row.offer__promised_unit),
        distance_km=away,
    )


def _by_distance(view: PlaceView) -> tuple[bool, float, str]:
    return (view.distance_km is None, view.distance_km or 0.0, view.slug)


def _grants(ids: set[int]) -> dict[int, dict[str, Any]]:
    """Return the grants by which items are handled; asked only where there are any."""
    if not ids:
        return {}
    return {
        grant.pk: {
            "slug": grant.slug,
            "kind": grant.get_kind_display(),
            "document": grant.document,
            "notice_url": grant.notice_url,
            "since": grant.since.isoformat(),
            "from": {"slug": grant.source.slug, "name": grant.source.name},
        }
        for grant in Grant.objects.filter(pk__in=ids).select_related("source")
    }


def _promise(n: int | None, unit: str | None) -> str:
    if n is None or not unit:
        return ""
    return "当场办结" if n == 0 else f"{n} {TimeUnit(unit).label}"


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
