"""Who looked at what is known of a person: rooms above say which of their files are his.

A room registers in its `apps.py`: `register_looks(fn, verbs)`; `fn(user)` answers a queryset of
one column, the subjects of that person's files; `verbs` are those of its lines that tell a look.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

Files = Callable[[Any], QuerySet[Any, Any]]

LOOKS = {"person.see"}
_files: list[Files] = []


def register_looks(files: Files, verbs: Iterable[str]) -> None:
    """Let the looks at the files of a room be shown to the person whose files they are."""
    if files not in _files:
        _files.append(files)
    LOOKS.update(verbs)


def file_sources() -> tuple[Files, ...]:
    """Return what the rooms registered."""
    return tuple(_files)
