"""A person's rights over his data (PIPL 44-47): what each room knows of him, and must keep.

A room registers in its `apps.py`: `register_source(Source("cases", "办件", export, kept))`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays when somebody deletes his account, by which law, and for how long.

    While something `is_running`, the account cannot be deleted.
    """

    what: str
    why: str
    until: str
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What one room knows of a person: `export(user)` as JSON, `kept(user)` after deletion."""

    key: str
    title: str
    export: Callable[[Any], Any]
    kept: Callable[[Any], list[Kept]]


_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Let a room add to what a person can take with him, and say what it must keep."""
    if source not in _sources:
        _sources.append(source)


def sources() -> tuple[Source, ...]:
    """Return what the rooms registered."""
    return tuple(_sources)
