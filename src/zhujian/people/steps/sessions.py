"""Sessions that a person can see and end."""

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from zhujian.kernel import clock
from zhujian.people.models import OpenSession, User
from zhujian.people.steps.references import new_ref


def note_session(user: User, *, session_key: str, device: str, network: str) -> OpenSession:
    """Write down that a person signed in with a browser."""
    kept = {"ref": new_ref("s"), "user": user, "started_at": clock.now()}
    shown = {"device": device, "network": network}
    session, _ = OpenSession.objects.update_or_create(
        session_key=session_key, defaults=kept | shown
    )
    return session


def end_sessions(user: User, *, but: str = "") -> int:
    """Sign a person out everywhere, except for the session of this key; return how many."""
    return drop_sessions(OpenSession.objects.filter(user=user).exclude(session_key=but))


def drop_sessions(rows: QuerySet[OpenSession]) -> int:
    """End these sessions: whoever holds their cookie is signed out; return how many."""
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    OpenSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
