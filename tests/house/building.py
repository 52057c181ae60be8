"""What the house tests read of the building: rooms, storeys, files, addresses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "zhujian"
ROOMS = sorted(folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").is_file())


def storeys() -> list[set[str]]:
    """The storeys from the roof down, as the wall of pyproject.toml draws them."""
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"layers = \[(.*?)\]", text, re.DOTALL)
    assert block
    lines = re.findall(r'"([^"]+)"', block.group(1))
    return [{room.strip() for room in line.split("|")} for line in lines]


def may_know(room: str) -> set[str]:
    """The rooms that stand below a room, and itself."""
    below: set[str] = {room}
    seen = False
    for storey in storeys():
        if seen:
            below |= storey
        seen = seen or room in storey
    return below


def modules() -> Iterator[Path]:
    """Every module of the product, migrations apart."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every module with its syntax tree."""
    for path in modules():
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    """The room in which a file stands."""
    return path.relative_to(SOURCE).parts[0]


def addresses() -> list[tuple[str, URLPattern]]:
    """Every address of our own rooms with its pattern, e.g. `items/<code>/`."""
    found: list[tuple[str, URLPattern]] = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, here)
            else:
                found.append((here, pattern))

    walk(get_resolver().url_patterns, "")
    return found
