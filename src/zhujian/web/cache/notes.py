"""What a public view tells the page cache about the page it makes."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest

_PLACE = "zhujian.page"


@dataclass(slots=True)
class PageNotes:
    """The tags of what the page shows; whether it may be kept, and for how many seconds."""

    tags: set[str]
    is_cached: bool
    seconds: int


def note(request: HttpRequest, notes: PageNotes) -> None:
    """Leave the notes where the page cache finds them (the environment of the request)."""
    request.META[_PLACE] = notes


def tag(request: HttpRequest, *tags: str) -> None:
    """Say, while a view runs, that its page also shows these (`item:X`, `places`)."""
    notes = request.META.get(_PLACE)
    if notes is not None:
        notes.tags.update(tags)


def notes_of(environ: Mapping[str, Any]) -> PageNotes | None:
    """Return the notes that a view left, or None."""
    found = environ.get(_PLACE)
    return found if isinstance(found, PageNotes) else None


def clear_notes(environ: MutableMapping[str, Any]) -> None:
    """Forget the notes (before a request enters Django)."""
    environ.pop(_PLACE, None)


def etag_of(body: bytes) -> str:
    """Return the strong entity tag of a body."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'
