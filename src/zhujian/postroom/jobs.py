"""Work of the worker: one letter as it is written, and a sweep of those that wait."""

from datetime import timedelta

from django_tasks import task

from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.postroom.actions import deliver_letter
from zhujian.postroom.models import Letter
from zhujian.postroom.states import LetterState

SWEEP_AT_MOST = 200
KEPT = timedelta(days=30)


@task()
def deliver(letter: int) -> bool:
    """Deliver one letter; say whether it left."""
    return deliver_letter(by=TIMER, letter=letter)


def sweep() -> int:
    """Deliver the letters whose time has come again; return how many left."""
    waiting = list(Letter.objects.due(at=clock.now()).values_list("pk", flat=True)[:SWEEP_AT_MOST])
    return sum(deliver_letter(by=TIMER, letter=pk) for pk in waiting)


def forget_old() -> int:
    """Delete letters that left a month ago; the journal keeps that they left."""
    gone, _ = Letter.objects.filter(state=LetterState.SENT, sent_at__lt=clock.now() - KEPT).delete()
    return gone
