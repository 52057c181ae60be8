"""Timed work: what is no longer needed is forgotten."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from zhujian.kernel import clock
from zhujian.people.models import Counter, PendingSignIn

KEPT = timedelta(days=2)


def forget_old() -> int:
    """Delete pending sign-ins, counters and sessions that ended; return how many rows went."""
    at = clock.now()
    ended = [
        PendingSignIn.objects.filter(expires_at__lt=at - KEPT),
        Counter.objects.filter(since__lt=at - KEPT).exclude(locked_until__gt=at),
        Session.objects.filter(expire_date__lt=at),
    ]
    with transaction.atomic():
        return sum(rows.delete()[0] for rows in ended)
