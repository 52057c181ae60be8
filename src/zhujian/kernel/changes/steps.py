"""Saying that something changed, in the transaction that changes it."""

import threading
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from zhujian.kernel.changes import generations
from zhujian.kernel.changes.models import Change
from zhujian.kernel.changes.queries import current_sequence


def announce(*tags: str) -> None:
    """Write one row a tag; the generation rises after the commit.

    Raises TransactionManagementError outside a transaction: a change announced before it is
    made would be followed too early.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "a change is announced inside the transaction that makes it"
        raise transaction.TransactionManagementError(msg)
    if tags:
        Change.objects.bulk_create([Change(tag=tag) for tag in dict.fromkeys(tags)])
        transaction.on_commit(_rise)


def _rise() -> None:
    generations.raise_generation()


class _Watch(threading.local):
    last = -1


_watch = _Watch()


def watch() -> bool:
    """Raise this node's generation when another node changed something; return whether it did.

    Nodes that do not share a home call this within each second.
    """
    latest = current_sequence()
    if latest == _watch.last:
        return False
    _watch.last = latest
    generations.raise_generation()
    return True


def prune(*, days: int = 14) -> int:
    """Drop rows older than `days`; a follower that slept longer starts anew (`oldest_sequence`)."""
    gone, _ = Change.objects.filter(at__lt=Now() - timedelta(days=days)).delete()
    return gone
