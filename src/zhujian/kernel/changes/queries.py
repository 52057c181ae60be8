"""Following the feed."""

from datetime import timedelta

from django.db import connection
from django.db.models import Max, Min
from django.db.models.functions import Now

from zhujian.kernel.changes.models import Change

OVERLAP = timedelta(minutes=1)


def since(after: int, limit: int) -> list[Change]:
    """Return up to `limit` changes behind sequence `after`, oldest first."""
    return list(Change.objects.filter(sequence__gt=after).order_by("sequence")[:limit])


def rewound(after: int) -> int:
    """Return the sequence from which a follower that stands at `after` reads on.

    On SQLite that is `after`. On PostgreSQL numbers commit out of order, so it lies before the
    last minute: followers meet some changes twice and must not mind.
    """
    if connection.vendor != "postgresql":
        return after
    recent = Change.objects.filter(at__gte=Now() - OVERLAP)
    first = recent.aggregate(first=Min("sequence"))["first"]
    return after if first is None else min(after, first - 1)


def current_sequence() -> int:
    """Return the sequence of the latest change, 0 when there is none."""
    return Change.objects.aggregate(last=Max("sequence"))["last"] or 0


def oldest_sequence() -> int:
    """Return the sequence of the oldest change still kept; a follower behind it starts anew."""
    return Change.objects.aggregate(first=Min("sequence"))["first"] or 0
