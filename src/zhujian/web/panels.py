"""Panels: what a page below shows from a room above, through one registry.

A room registers in its `apps.py`:
`register_panel(place="catalogue.guide.aside", render=fn, template="ratings/panel.html")`;
`fn(request, **context)` answers the template's variables, or None to leave the panel out.
The page calls `{{ panels("catalogue.guide.aside", item=item) }}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

Render = Callable[..., Mapping[str, Any] | None]

# Every place that a page offers, and what it passes. A new place is written here first.
PLACES: dict[str, str] = {
    "catalogue.guide.main": "under the facts of a guide; item (GuideView)",
    "catalogue.guide.action": "beside the main action of a guide; item (GuideView)",
    "catalogue.guide.aside": "beside a guide; item (GuideView)",
    "places.place.main": "on the page of a place; place",
    "places.place.aside": "beside the page of a place; place",
    "portal.home.main": "on the home page",
    "portal.home.today": "lines of 今日 on the home page",
    "portal.track.main": "under the steps of a tracked file; number, tracked",
    "portal.me.main": "on /me/, what a resident has running; user",
    "portal.me.aside": "beside /me/; user",
    "window.desk.main": "on the landing page of the desk; user",
    "cases.mine.main": "under the head of one's own case; case",
    "cases.desk.aside": "beside a case at the desk; case",
    "ratings.board.main": "on the public rating board",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One registered panel."""

    render: Render
    template: str
    order: int


_panels: dict[str, list[Panel]] = {}


def register_panel(place: str, render: Render, template: str, *, order: int = 100) -> None:
    """Let `place` show what `render` answers, in `template`; lower `order` stands first."""
    if place not in PLACES:
        msg = f"no page offers the place {place!r}: name it in zhujian.web.panels.PLACES"
        raise LookupError(msg)
    panel = Panel(render, template, order)
    shown = _panels.setdefault(place, [])
    if panel not in shown:
        shown.append(panel)
        shown.sort(key=lambda one: one.order)


def panels(request: HttpRequest, place: str, /, **context: Any) -> Markup:
    """Return the markup of every panel of a place, in order."""
    if place not in PLACES:
        msg = f"no page offers the place {place!r}: name it in zhujian.web.panels.PLACES"
        raise LookupError(msg)
    parts = []
    for panel in _panels.get(place, ()):
        variables = panel.render(request, **context)
        if variables is not None:
            parts.append(render_to_string(panel.template, dict(variables), request))
    return Markup("").join(Markup(part) for part in parts)  # noqa: S704 -- rendered templates
