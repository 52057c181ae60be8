"""The Jinja2 environment of every page: its globals and filters."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static as hashed_static
from django.urls import get_script_prefix, reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from zhujian.web import desk, drawings, forms, inbox, large, panels, site, trackers, words

_IN_JSON = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}


def environment(**options: Any) -> Environment:
    """Return the environment: undefined names fail, everything is escaped."""
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = True
    options["lstrip_blocks"] = True
    surroundings = Environment(**options)  # noqa: S701 -- Django's backend sets autoescape
    surroundings.globals.update(_GLOBALS)
    surroundings.filters.update(_FILTERS)
    return surroundings


def url(name: str, *arguments: Any, **named: Any) -> str:
    """Return the address of a page; on a page in large type it stays in large type."""
    return _address(
        settings.ROOT_URLCONF, get_script_prefix(), name, arguments, tuple(named.items())
    )


@lru_cache(maxsize=4096)
def _address(
    urlconf: str, prefix: str, name: str, arguments: tuple[Any, ...], named: tuple[Any, ...]
) -> str:
    """Return what `reverse` does, worked out once: a page names the same addresses many times."""
    del urlconf, prefix
    return reverse(name, args=arguments or None, kwargs=dict(named) or None)


def static(name: str) -> str:
    """Return the address of a built file, with its hash once the files are collected."""
    try:
        return hashed_static(name)
    except ValueError:  # nothing collected: a command, a test, a first start
        return f"/static/{name}"


def with_query(address: str, **parts: Any) -> str:
    """Return an address with a query string; empty parts are left out."""
    kept = {key: value for key, value in parts.items() if value not in (None, "")}
    return f"{address}?{urlencode(kept, doseq=True)}" if kept else address


def here_address(address: str) -> str:
    """Return an address that was made elsewhere (the index) as one of this page's size."""
    return get_script_prefix() + address.lstrip("/") if address.startswith("/") else address


def json_ld(value: Mapping[str, Any]) -> Markup:
    """Return a data block for search engines; nothing in it can end the block."""
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False)
    for sign, escape in _IN_JSON.items():
        text = text.replace(sign, escape)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 -- escaped


@pass_context
def show_panels(context: Context, place: str, /, **named: Any) -> Markup:
    """Return the panels that rooms above offer for a place of this page."""
    return panels.panels(context["request"], place, **named)


_GLOBALS: dict[str, Any] = {
    "url": url,
    "home": get_script_prefix,
    "static": static,
    "with_query": with_query,
    "here_address": here_address,
    "site": site.site,
    "site_links": site.links,
    "desk_menu": desk.desk_menu,
    "inbox": inbox.inbox,
    "panels": show_panels,
    "track_address": trackers.track_address,
    "icon": drawings.icon,
    "icon_names": drawings.icon_names,
    "drawing": drawings.drawing,
    "seal": drawings.seal,
    "is_large": large.is_large,
    "other_size_path": large.other_size_path,
    "json_ld": json_ld,
    "errors_of": forms.errors_of,
    "is_choice": forms.is_choice,
    "is_tick": forms.is_tick,
    "widget": forms.widget,
    "described_by": forms.described_by,
}
_FILTERS: dict[str, Any] = {
    "date_cn": words.date_cn,
    "datetime_cn": words.datetime_cn,
    "instant": words.instant,
    "iso": words.iso,
    "pub_date": words.pub_date,
    "number_cn": words.number_cn,
    "percent_cn": words.percent_cn,
    "duration": words.duration,
}
