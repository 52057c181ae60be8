"""Who keeps a copy of a due date: rooms register a rewriter for their subjects."""

from collections.abc import Callable
from datetime import date

Rewrite = Callable[[str, date], None]

_holders: dict[str, Rewrite] = {}


def register_holder(prefix: str, rewrite: Rewrite) -> None:
    """Let `rewrite(subject, due_on)` keep the copy for subjects that begin with `prefix`.

    It is called inside the transaction that moved the date. Called from a room's `apps.py`.
    """
    _holders[prefix] = rewrite


def rewrite_copy(subject: str, due_on: date) -> None:
    """Tell the holder of `subject`, if it has one."""
    for prefix, rewrite in _holders.items():
        if subject.startswith(prefix):
            rewrite(subject, due_on)
