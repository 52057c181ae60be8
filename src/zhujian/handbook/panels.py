"""What this room shows on pages below: the printed guide of an item."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def on_guide(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Offer the printed guide on the page of an item that has one; the same for all."""
    del request
    item = context["item"]
    return {"code": item.code} if item.is_complete else None
