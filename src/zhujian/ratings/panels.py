"""What this room shows on pages below: the way to the ratings of a place."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def on_place(request: HttpRequest, **context: Any) -> Mapping[str, Any]:
    """Lead from a place to what people say of it; nothing is asked of the database."""
    del request
    return {"place": context["place"]}
