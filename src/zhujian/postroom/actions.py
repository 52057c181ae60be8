"""Verbs of the postroom."""

from dataclasses import dataclass

from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.postroom import rules, senders
from zhujian.postroom.models import Letter
from zhujian.postroom.senders.message import Message, Undeliverable
from zhujian.postroom.states import MOVES, LetterState
from zhujian.postroom.texts import render


@dataclass(frozen=True, slots=True)
class _Claimed:
    pk: int
    message: Message


def deliver_letter(*, by: Actor, letter: int) -> bool:
    """Hand a letter that is due to the carrier; say whether it left.

    The carrier is spoken to outside any transaction. A letter that was claimed and not heard of
    again is tried once more after a lease, so it leaves at least once.
    """
    claimed = _claim(letter)
    if claimed is None:
        return False
    try:
        senders.current().send(claimed.message)
    except Undeliverable as error:
        _note_failure(by, claimed.pk, error)
        return False
    _note_sent(by, claimed.pk)
    return True


def queue_again(*, by: Actor, letter: int) -> None:
    """Try a letter again on which the postroom had given up."""
    with transaction.atomic(durable=True):
        row = Letter.objects.select_for_update().get(pk=letter)
        row.state = MOVES.target("queue_again", row.state, state_text=row.get_state_display())
        row.tries = 0
        row.next_try_at = clock.now()
        row.save(update_fields=["state", "tries", "next_try_at"])
        journal.write(verb="letter.queue-again", subject=f"letter:{row.pk}", by=by)


def _claim(pk: int) -> _Claimed | None:
    with transaction.atomic(durable=True):
        at = clock.now()
        row = Letter.objects.due(at=at).select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is None:
            return None
        row.next_try_at = at + rules.LEASE
        row.save(update_fields=["next_try_at"])
        message = Message(
            id=f"letter-{row.pk}",
            to=row.address,
            template=row.template,
            variables=row.variables,
            text=render(row.template, row.variables),
        )
        return _Claimed(row.pk, message)


def _note_sent(by: Actor, pk: int) -> None:
    with transaction.atomic(durable=True):
        row = Letter.objects.select_for_update().get(pk=pk)
        if row.state != LetterState.QUEUED:
            return  # an earlier try was heard of late: it is sent already
        row.state = MOVES.target("send", row.state, state_text=row.get_state_display())
        row.sent_at = clock.now()
        row.tries += 1
        row.last_error = ""
        row.variables = {}
        row.save(update_fields=["state", "sent_at", "tries", "last_error", "variables"])
        journal.write(
            verb="letter.send",
            subject=row.subject or f"letter:{pk}",
            by=by,
            data={"template": row.template},
        )


def _note_failure(by: Actor, pk: int, error: Undeliverable) -> None:
    with transaction.atomic(durable=True):
        row = Letter.objects.select_for_update().get(pk=pk)
        if row.state != LetterState.QUEUED:
            return
        at = clock.now()
        row.tries += 1
        row.last_error = str(error)[:200]
        again = None if error.is_final else rules.next_try(tries=row.tries, at=at)
        if again is None:
            row.state = MOVES.target("give_up", row.state, state_text=row.get_state_display())
            journal.write(
                verb="letter.give-up",
                subject=row.subject or f"letter:{pk}",
                by=by,
                data={"template": row.template, "tries": row.tries},
            )
        row.next_try_at = again or at
        row.save(update_fields=["state", "tries", "last_error", "next_try_at"])
