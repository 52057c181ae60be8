"""Under which name a page is kept: host, path and the query keys that its view listens to."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

from zhujian.web.large import PREFIX

_MAX_QUERY = 2000


def page_key(environ: MutableMapping[str, Any]) -> str | None:
    """Return the key of the page asked for, or None where it can be no kept page.

    The query string is rewritten to the keys that the view of this path listens to, so that
    neither the view nor the cache ever sees another.
    """
    host = environ.get("HTTP_HOST")
    if not host:
        return None
    path: str = environ["PATH_INFO"]
    query = environ.get("QUERY_STRING")
    if not query:
        return f"{host}{path}"
    allowed = _query_keys(path)
    if allowed is None or len(query) > _MAX_QUERY:
        return None
    try:
        asked = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return None
    kept = urlencode(sorted((pair for pair in asked if pair[0] in allowed), key=lambda one: one[0]))
    environ["QUERY_STRING"] = kept
    return f"{host}{path}?{kept}" if kept else f"{host}{path}"


@lru_cache(maxsize=4096)
def _query_keys(path: str) -> frozenset[str] | None:
    """Return the keys that the cached view of a path listens to; None where no page is kept."""
    plain = path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path
    try:
        text = plain.encode("latin-1").decode("utf-8")
        view = resolve(text).func
    except (Resolver404, UnicodeError):
        return None
    sign = getattr(view, "access_sign", None)
    if sign is None or not sign.is_cached:
        return None
    return frozenset(sign.query_keys)
