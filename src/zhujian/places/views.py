"""Pages of places."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhujian.kernel import clock
from zhujian.places import listing
from zhujian.places.forms import QUERY_KEYS, read_filter
from zhujian.places.queries import (
    hours_rows_of,
    open_state_of,
    place_by_slug,
    point_of,
    special_rows_of,
)
from zhujian.web.access import public

MINUTE = 60


@public(tags=("places", "divisions"), query_keys=QUERY_KEYS, seconds=MINUTE)
def list_places(request: HttpRequest) -> HttpResponse:
    """Show places grouped by town, narrowed by category, town and whether items are done there."""
    chosen = read_filter(request.GET)
    return render(request, "places/list.html", listing.list_context(chosen))


@public(tags=lambda _request, slug: (f"place:{slug}", "places"), seconds=MINUTE)
def show_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one place: where it is, when it is open, what can be done there."""
    place = place_by_slug(slug)
    context = {
        "place": place,
        "state": open_state_of(place),
        "hours": hours_rows_of(place),
        "special": special_rows_of(place, clock.today()),
        "windows": [window for window in place.windows.all() if window.is_active],
        "point": (place.lon, place.lat) if place.lon is not None else point_of(place.division),
    }
    return render(request, "places/place.html", context)


@public
def show_map(request: HttpRequest) -> HttpResponse:
    """Lead to the list, which carries what a map would show."""
    del request
    return redirect("places:list")
