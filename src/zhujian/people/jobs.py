"""Timed work: what is no longer needed is forgotten."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from zhujian.kernel import clock, files
from zhujian.people import actions
from zhujian.people.models import Counter, Invitation, Mandate, OpenSession, PendingSignIn

KEPT = timedelta(days=2)
INVITATIONS_KEPT = timedelta(days=30)
LICENCES_KEPT = timedelta(days=3 * 366)


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


def forget_papers() -> int:
    """Delete answered invitations after a month, licences three years after their mandate ended.

    Return how many went.
    """
    at = clock.now()
    invitations = Invitation.objects.filter(
        Q(closed_at__lt=at - INVITATIONS_KEPT) | Q(expires_at__lt=at - INVITATIONS_KEPT)
    )
    before = at - LICENCES_KEPT
    ended = Q(revoked_at__lt=before) | Q(until__lt=clock.china_date(before))
    licences = Mandate.objects.filter(ended).exclude(licence="", said__isnull=True)
    with transaction.atomic():
        names = [name for name in licences.values_list("licence", flat=True) if name]
        gone = licences.update(licence="", licence_kind="", said=None)
        transaction.on_commit(lambda: files.drop(names))
        return gone + invitations.delete()[0]


def give_up_left_phones() -> int:
    """Cut the links to numbers that changed hands a week ago."""
    return actions.give_up_left_phones()
