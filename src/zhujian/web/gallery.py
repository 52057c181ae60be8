"""The gallery: each component with its purpose, its macros and an example."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "templates" / "components"
_PURPOSE = re.compile(r"\{#(.*?)#\}", re.DOTALL)
_MACRO = re.compile(r"\{% macro (\w+\(.*?\)) %\}")
COLOURS: Final = ("ink", "soft-ink", "vermilion", "indigo", "leaf", "ochre", "plum")
SIZES: Final = (16, 18, 20, 24, 32, 44)


@dataclass(frozen=True, slots=True)
class Component:
    """One component as the gallery shows it."""

    name: str
    purpose: str
    signatures: tuple[str, ...]
    example: str


def components() -> list[Component]:
    """Return every component in the order of its name."""
    return [_component(file) for file in sorted(_FOLDER.glob("*.html"))]


def _component(file: Path) -> Component:
    text = file.read_text(encoding="utf-8")
    purpose = _PURPOSE.search(text)
    return Component(
        name=file.stem,
        purpose=" ".join(purpose.group(1).split()) if purpose else "",
        signatures=tuple(_MACRO.findall(text)),
        example=f"components/examples/{file.name}",
    )
