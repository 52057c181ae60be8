"""What the API joins from the rooms below."""

from collections.abc import Mapping
from typing import Any

from zhujian.catalogue import queries as catalogue
from zhujian.divisions.models import Division, Level
from zhujian.divisions.queries import county
from zhujian.kernel.changes.models import Change
from zhujian.people.models import Organisation
from zhujian.places.models import Place
from zhujian.places.queries import places_list, spans_of
from zhujian.places.rules import hours_text
from zhujian.ratings.rules import Summary

NOT_BUILT = (
    *("themes", "agent_items", "utility_items", "agents"),
    *("experience_officers", "documents", "channels"),
)


def city() -> dict[str, Any]:
    """Return the county and its figures: each counts the queryset that its list shows."""
    found = county()
    latest = Change.objects.order_by("-at").values_list("at", flat=True).first()
    return {
        "name": found.name if found else None,
        "code": found.code[:6] if found else None,
        **dict.fromkeys(NOT_BUILT, 0),
        **catalogue.counts(),
        "towns": Division.objects.filter(level=Level.TOWN).count(),
        "villages": Division.objects.filter(level=Level.VILLAGE).count(),
        "places": places_list().count(),
        "last_updated": latest,
    }


def division_shape(division: Division) -> dict[str, Any]:
    """Return a division, loaded with its parent."""
    above = division.parent
    return {
        "code": division.code,
        "name": division.name,
        "level": division.level,
        "parent": {"code": above.code, "name": above.name} if above else None,
        "lon": division.lon,
        "lat": division.lat,
    }


def organisation_shape(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation with its telephones."""
    return {
        "slug": organisation.slug,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": organisation.kind,
        "is_administrative": organisation.is_administrative,
        "phones": {
            "consult": organisation.phone_consult,
            "supervise": organisation.phone_supervise,
        },
    }


def place_shape(place: Place) -> dict[str, Any]:
    """Return a place, loaded with its division and hours."""
    return {
        "slug": place.slug,
        "name": place.name,
        "category": place.category,
        "division": {"code": place.division.code, "name": place.division.name},
        "lon": place.lon,
        "lat": place.lat,
        "hours": hours_text(spans_of(place)),
        "phone": place.phone,
        "address": place.address,
        "items_count": place.items_count,
    }


def summary_shape(summary: Summary) -> Mapping[str, Any]:
    """Return the figures of ratings."""
    return {
        "counts": {
            "active": {str(level): count for level, count in summary.active.items()},
            "default": {str(level): count for level, count in summary.default.items()},
        },
        "offered": summary.offered,
        "answered": summary.answered,
        "response_rate": summary.response_rate,
        "sample": summary.sample,
        "satisfaction": summary.satisfaction,
        "bad_rate": summary.bad_rate,
        "interval": summary.interval,
    }
