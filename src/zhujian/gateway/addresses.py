"""Which operation stands at which address, and how open readings are kept."""

from collections.abc import Iterator

from django.urls import URLPattern, path
from ninja.utils import normalize_path

from zhujian.gateway.api import api
from zhujian.gateway.doors import Reading, door, path_of

LISTED = Reading()
OPEN: dict[str, Reading] = {
    "/city": Reading(tags=("items", "places", "organisations", "divisions"), is_kept=True),
    "/search": LISTED,
    "/items": LISTED,
    "/items/{code}": Reading(tags=("items",), is_kept=True),
    "/items/{code}/places": LISTED,
    "/places": LISTED,
    "/places/{slug}": Reading(tags=("places",), is_kept=True),
    "/divisions": LISTED,
    "/organisations": LISTED,
    "/deadline": LISTED,
    "/ratings/summary": LISTED,
}
LARGE = frozenset({"/cases"})


def operations() -> Iterator[URLPattern]:
    """Yield the address of every operation, its view behind its door."""
    for router in api._get_bound_routers():
        for route, path_view in router.path_operations.items():
            address = normalize_path(f"{router.prefix}/{route}").rstrip("/")
            address = address if address.startswith("/") else f"/{address}"
            known = path_of(
                path_view,
                path_view.get_view(),
                reading=OPEN.get(address),
                large=address in LARGE,
            )
            pattern = address.replace("{", "<str:").replace("}", ">")
            yield path(f"api/v1{pattern}", door(known), name=address.strip("/"))
