"""Sending: one letter handed to its carrier, and queued again where that was in vain."""

from datetime import datetime

from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import Refused, forbidden, not_found
from zhujian.postroom import permissions, rules, senders, steps
from zhujian.postroom.models import Letter
from zhujian.postroom.senders.message import Undeliverable
from zhujian.postroom.states import MOVES, LetterState, Urgency
from zhujian.postroom.steps import Claim

SET_ASIDE = "补记的消息，不再发送"


def deliver_letter(*, by: Actor, letter: int) -> bool:
    """Hand a letter that is due to its carrier; say whether it left.

    The carrier is spoken to outside any transaction. A letter that was claimed and not heard of
    again is tried once more after a lease, so it leaves at least once. Raises `Undeliverable`
    where the carrier is away, so that the caller need not try others now.
    """
    with transaction.atomic(durable=True):
        claimed = steps.claim(letter, by=by)
    if claimed is None:
        return False
    try:
        senders.sender_for(claimed.channel).send(claimed.message)
    except Undeliverable as error:
        _note_failure(by, claimed, error)
        if error.is_away:
            raise
        return False
    _note_sent(by, claimed.pk)
    return True


def queue_again(*, by: Actor, letter: int) -> None:
    """Try a letter again on which the postroom had given up, or that did not arrive."""
    if not permissions.can_run_postroom(by):
        raise forbidden("只有系统管理员可以重新发送。")
    with transaction.atomic(durable=True):
        row = Letter.objects.select_for_update().filter(pk=letter).first()
        if row is None:
            raise not_found("没有这条消息，可能已经过了保存的时间。")
        if row.urgency == Urgency.CODE:
            raise Refused("code_expired", "验证码已过有效期，请本人重新获取。", status=409)
        row.state = MOVES.target("queue_again", row.state, state_text=row.get_state_display())
        row.tries = 0
        row.sent_at = row.reported_at = None
        row.created_at = row.next_try_at = clock.now()
        row.save(
            update_fields=["state", "tries", "sent_at", "reported_at", "created_at", "next_try_at"]
        )
        journal.write(verb="letter.queue-again", subject=f"letter:{row.pk}", by=by)


def set_aside(*, by: Actor, before: datetime) -> int:
    """Send no more what was written before an instant and still waits; say how many letters.

    For a past that is written down afterwards, and for the day after a restore: whoever a letter
    is for still reads it on the page.
    """
    if not permissions.can_run_postroom(by):
        raise forbidden("只有系统管理员可以停发消息。")
    with transaction.atomic(durable=True):
        waiting = Letter.objects.in_state(LetterState.QUEUED).filter(created_at__lt=before)
        count = waiting.update(state=MOVES["drop"].target, last_error=SET_ASIDE)
        if count:
            journal.write(
                verb="letter.set-aside",
                subject="letter:outbox",
                by=by,
                data={"count": count, "before": before.isoformat()},
            )
    return count


def _note_sent(by: Actor, pk: int) -> None:
    with transaction.atomic(durable=True):
        row = Letter.objects.select_for_update().get(pk=pk)
        if row.state != LetterState.QUEUED:
            return  # an earlier try was heard of late: it is sent already
        steps.mark_sent(row, by=by)


def _note_failure(by: Actor, claimed: Claim, error: Undeliverable) -> None:
    with transaction.atomic(durable=True):
        row = Letter.objects.select_for_update().get(pk=claimed.pk)
        if row.state != LetterState.QUEUED:
            return
        at = clock.now()
        row.tries += 1
        row.last_error = str(error)[:200]
        again = (
            None
            if error.is_final
            else rules.next_try(tries=row.tries, at=at, written_at=row.created_at)
        )
        if again is None:
            row.state = MOVES.target("give_up", row.state, state_text=row.get_state_display())
            journal.write(
                verb="letter.give-up",
                subject=row.subject or f"letter:{row.pk}",
                by=by,
                data={"template": row.template, "tries": row.tries},
            )
        row.next_try_at = again or at
        row.save(update_fields=["state", "tries", "last_error", "next_try_at"])
        steps.give_back(claimed.counted_in)
