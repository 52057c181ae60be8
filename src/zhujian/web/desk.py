"""The menu of the desk: each room registers the entries of its own pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One entry: who sees it, where it stands, and how many things wait behind it."""

    title: str
    url_name: str
    roles: frozenset[str]
    order: int = 100
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as one person sees it."""

    title: str
    url: str
    is_current: bool
    count: int | None


_entries: list[DeskEntry] = []


def register_entry(entry: DeskEntry) -> None:
    """Offer an entry in the menu of the desk; called from a room's `apps.ready()`."""
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda one: one.order)


def desk_menu(request: HttpRequest) -> list[ShownEntry]:
    """Return the entries that the person who asks may open; the deepest match is current."""
    user = getattr(request, "user", None)
    has_role: Callable[[str], bool] | None = getattr(user, "has_role", None)
    if has_role is None:
        return []
    mine = [entry for entry in _entries if any(has_role(role) for role in sorted(entry.roles))]
    addresses = [reverse(entry.url_name) for entry in mine]
    here = max((one for one in addresses if request.path.startswith(one)), key=len, default="")
    return [
        ShownEntry(
            title=entry.title,
            url=address,
            is_current=address == here,
            count=None if entry.count is None else entry.count(user),
        )
        for entry, address in zip(mine, addresses, strict=True)
    ]
