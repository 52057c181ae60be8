"""Verbs on sessions: seen when they begin, ended by their owner."""

from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.refusals import not_found
from zhujian.people import steps
from zhujian.people.models import OpenSession, User


def note_session(*, by: User, session_key: str, device: str, network: str) -> None:
    """Write down in which browser a person has just signed in."""
    with transaction.atomic(durable=True):
        steps.note_session(by, session_key=session_key, device=device, network=network)


def end_session(*, by: User, ref: str) -> None:
    """End one of one's own sessions; another's is not found."""
    with transaction.atomic(durable=True):
        if not steps.drop_sessions(OpenSession.objects.filter(user=by, ref=ref)):
            raise not_found("没有这个登录，它可能已经结束。")
        journal.write(verb="session.end", subject=by.actor_ref, by=by, data={"session": ref})


def end_other_sessions(*, by: User, session_key: str) -> int:
    """End all of one's sessions but the one of this key; return how many."""
    with transaction.atomic(durable=True):
        count = steps.end_sessions(by, but=session_key)
        if count:
            journal.write(verb="session.end-others", subject=by.actor_ref, by=by)
        return count
