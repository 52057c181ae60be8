"""Reading places: lists, one place, whether it is open, which is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, When

from zhujian.divisions.models import Division, Level
from zhujian.kernel import clock
from zhujian.kernel.calendar import CalendarView, current_calendar
from zhujian.kernel.refusals import not_found
from zhujian.places.models import Category, Place, PlaceQuerySet
from zhujian.places.rules import (
    OpenState,
    Span,
    SpecialDay,
    distance_km,
    hours_rows,
    hours_words,
    open_state,
)


@dataclass(frozen=True, slots=True)
class PlaceDistance:
    """A place and how far it is, in kilometres with one decimal."""

    place: Place
    distance_km: float


@dataclass(frozen=True, slots=True)
class SpecialRow:
    """One special day as a page shows it."""

    on: date
    words: str
    reason: str


def places_list(
    *,
    category: str = "",
    division: Division | None = None,
    has_items: bool = False,
) -> PlaceQuerySet:
    """Return the active places of a category, in a division, or where items can be done."""
    found = Place.objects.active().select_related("division__parent", "organisation")
    if category:
        found = found.filter(category=category)
    if division is not None and division.level == Level.TOWN:
        found = found.filter(division__in=[division, *division.children.all()])
    elif division is not None and division.level == Level.VILLAGE:
        found = found.filter(division=division)
    return found.filter(items_count__gt=0) if has_items else found


def windows_of(organisation: int) -> str:
    """Return the slug of the place where an organisation serves people, a hall first, or ""."""
    places = Place.objects.active().filter(organisation=organisation)
    order = Case(
        When(category=Category.HALL, then=0), When(category=Category.STATION, then=1), default=2
    )
    found = places.order_by(order, "pk").values_list("slug", flat=True).first()
    return found or ""


def place_by_slug(slug: str) -> Place:
    """Return an active place with its hours and windows, or refuse (404)."""
    found = (
        Place.objects.active()
        .with_hours()
        .select_related("division__parent", "organisation")
        .prefetch_related("windows")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise not_found("没有这个办事地点，可能已经撤并，请到办事地点列表查找。")
    return found


def spans_of(place: Place) -> list[Span]:
    """Return the place's hours as values."""
    return [row.span for row in place.opening_hours.all()]


def special_days_of(place: Place) -> list[SpecialDay]:
    """Return the place's special days as values, joined by date."""
    days: dict[date, SpecialDay] = {}
    for row in place.special_hours.all():
        known = days.get(row.on, SpecialDay(row.on, (), row.reason))
        hours = (
            known.hours
            if row.opens is None or row.closes is None
            else (*known.hours, (row.opens, row.closes))
        )
        days[row.on] = SpecialDay(row.on, hours, row.reason)
    return sorted(days.values(), key=lambda day: day.on)


def open_state_of(
    place: Place, at: datetime | None = None, calendar: CalendarView | None = None
) -> OpenState:
    """Return whether a place is open at an instant (default now), in words.

    For lists, load places with `with_hours()` and pass the calendar, which costs one query.
    """
    local = (at or clock.now()).astimezone(clock.CHINA)
    return open_state(
        local, spans_of(place), special_days_of(place), calendar or current_calendar()
    )


def is_open_now(place: Place, at: datetime | None = None) -> bool:
    """Return whether a place is open at an instant (default now)."""
    return open_state_of(place, at).is_open


def hours_rows_of(place: Place) -> list[tuple[str, str]]:
    """Return the rows of the hours table: days and hours in words."""
    return hours_rows(spans_of(place))


def special_rows_of(place: Place, since: date) -> list[SpecialRow]:
    """Return the special days from `since` on as the page shows them."""
    return [
        SpecialRow(day.on, hours_words(day.hours) if day.hours else "休息", day.reason)
        for day in special_days_of(place)
        if day.on >= since
    ]


def point_of(division: Division) -> tuple[float, float] | None:
    """Return the position of a division; a village without one has its town's."""
    above: Division | None = division
    while above is not None:
        if above.lon is not None and above.lat is not None:
            return above.lon, above.lat
        above = above.parent
    return None


def nearest(
    lon: float,
    lat: float,
    *,
    category: str = "",
    limit: int = 10,
    radius_km: float | None = None,
) -> Sequence[PlaceDistance]:
    """Return the active places nearest to a WGS-84 point, nearest first."""
    found = [
        PlaceDistance(place, round(distance_km(lon, lat, place.lon, place.lat), 1))
        for place in places_list(category=category).located()
        if place.lon is not None and place.lat is not None
    ]
    if radius_km is not None:
        found = [one for one in found if one.distance_km <= radius_km]
    return sorted(found, key=lambda one: (one.distance_km, one.place.slug))[:limit]


def slugs_of_organisation(slug: str) -> list[str]:
    """Return the slugs of the places of an organisation (its name stands on them)."""
    return list(Place.objects.filter(organisation__slug=slug).values_list("slug", flat=True))
