"""The messages in the head of a page: how many a signed-in person has not read.

Shown on a person's own pages alone: what is public is the same for everyone and asks nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where messages are read, and how many wait."""

    url: str
    unread: int


_sources: dict[str, tuple[str, Callable[[str], int]]] = {}


def register_inbox(kind: str, url_name: str, unread: Callable[[str], int]) -> None:
    """Say where a `resident` or `staff` reads messages, and how many of a `User.ref` wait."""
    _sources[kind] = (url_name, unread)


def mark_own(request: HttpRequest, *, is_own: bool = True) -> None:
    """Let a page count as a person's own: the door does so once it let him in."""
    request.is_own_page = is_own  # type: ignore[attr-defined]


def inbox(request: HttpRequest) -> Inbox | None:
    """Return the messages of whoever this page belongs to, or None on every other page."""
    if not getattr(request, "is_own_page", False):
        return None
    ref = getattr(request.user, "ref", "")
    kind = "resident" if getattr(request.user, "is_resident", False) else "staff"
    if not ref or kind not in _sources:
        return None
    url_name, unread = _sources[kind]
    return Inbox(reverse(url_name), unread(ref))
