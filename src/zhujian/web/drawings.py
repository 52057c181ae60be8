"""The drawings of the house: one icon set, eight life events, the seal; drawn for this product."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

_FOLDER: Final = Path(__file__).parent / "data"
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def icon_names() -> tuple[str, ...]:
    """Return the names of the icon set, in order."""
    return tuple(sorted(file.stem for file in (_FOLDER / "icons").glob("*.svg")))


def life_names() -> tuple[str, ...]:
    """Return the names of the drawings of life events, in order."""
    return tuple(sorted(file.stem for file in (_FOLDER / "life").glob("*.svg")))


def icon(name: str, *, label: str = "", small: bool = False) -> Markup:
    """Return an icon of the set; without `label` it is silent beside the word that it supports."""
    kind = "icon is-small" if small else "icon"
    return _svg(_inside(f"icons/{name}.svg"), kind, "0 0 24 24", label)


def drawing(name: str) -> Markup:
    """Return the drawing of a life event, silent: its tile says the word."""
    return _svg(_inside(f"life/{name}.svg"), "drawing", "0 0 96 96", "")


def seal() -> Markup:
    """Return the carved seal 竹简, silent: the name stands beside it."""
    return _svg(_inside("seal.svg"), "seal", "0 0 48 48", "")


def _svg(inside: str, kind: str, box: str, label: str) -> Markup:
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    text = f'<svg class="{kind}" viewBox="{box}" focusable="false" {spoken}>{inside}</svg>'
    return Markup(text)  # noqa: S704 -- our own drawings; the label is escaped


@cache
def _inside(file: str) -> str:
    found = _INSIDE.search((_FOLDER / file).read_text(encoding="utf-8"))
    if found is None:
        msg = f"{file} is not an SVG drawing"
        raise ValueError(msg)
    return found.group(1).strip()
