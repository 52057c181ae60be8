"""What this room shows on pages below: the items of a place."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhujian.catalogue.queries.places import items_at
from zhujian.web.cache import tag

SHOWN = 30


def on_place(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Show on the page of a place what can be done there."""
    place = context["place"]
    items = items_at(place.pk, limit=SHOWN)
    if not items:
        return None
    tag(request, *(f"item:{item.code}" for item in items))
    return {"items": items, "total": place.items_count, "left": place.items_count - len(items)}
