"""Which answers an operation may give, as OpenAPI tells them."""

from typing import Any

from ninja import Schema

from zhujian.gateway.shapes.answers import Problem


def replies(shape: type[Schema], *problems: int, status: int = 200) -> dict[Any, Any]:
    """Return the success and the refusals of an operation; 500 and 503 may always come."""
    return {status: shape, frozenset({*problems, 500, 503}): Problem}


OPEN = (404, 405, 422)
HELD = (401, 403, 404, 405, 422)
WRITTEN = (401, 403, 404, 405, 409, 411, 413, 422, 429)
