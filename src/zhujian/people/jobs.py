"""Timed work: what is no longer needed is forgotten."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from zhujian.kernel import clock
from zhujian.people import actions
from zhujian.people.models import Counter, OpenSession, PendingSignIn

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
        gone = sum(rows.delete()[0] for rows in ended)
        alive = Session.objects.values("session_key")
        return gone + OpenSession.objects.exclude(session_key__in=alive).delete()[0]


def give_up_left_phones() -> int:
    """Cut the links to numbers that changed hands a week ago."""
    return actions.give_up_left_phones()
