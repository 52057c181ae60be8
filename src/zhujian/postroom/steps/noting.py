"""Noting what became of a letter."""

import re

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.postroom.models import Letter
from zhujian.postroom.senders.message import Report
from zhujian.postroom.states import MOVES, LetterState, Urgency

_OWN_ID = re.compile(r"letter-([1-9]\d{0,17})")


def mark_sent(row: Letter, *, by: Actor) -> None:
    """Note that the carrier took a letter; a code is wiped."""
    row.state = MOVES.target("send", row.state, state_text=row.get_state_display())
    row.sent_at = clock.now()
    row.tries += 1
    row.last_error = ""
    if row.urgency == Urgency.CODE:
        row.variables = {}
    row.save(update_fields=["state", "sent_at", "tries", "last_error", "variables"])
    journal.write(
        verb="letter.send",
        subject=row.subject or f"letter:{row.pk}",
        by=by,
        data={"template": row.template},
    )


def note_report(report: Report, *, by: Actor) -> bool:
    """Note what the carrier says of one letter; say whether it was news.

    A carrier may be quicker than we are: what it reports of has left, if we noted it or not.
    """
    own = _OWN_ID.fullmatch(report.id)
    if own is None:
        return False
    row = Letter.objects.select_for_update().filter(pk=int(own.group(1)), channel="sms").first()
    if row is None:
        return False
    if row.state == LetterState.QUEUED:
        mark_sent(row, by=by)
    verb = "deliver" if report.is_delivered else "return"
    if row.state not in MOVES[verb].sources:
        return False
    row.state = MOVES.target(verb, row.state, state_text=row.get_state_display())
    row.reported_at = clock.now()
    row.last_error = "" if report.is_delivered else report.reason or "未说明原因"
    row.save(update_fields=["state", "reported_at", "last_error"])
    if not report.is_delivered:
        journal.write(
            verb="letter.return",
            subject=row.subject or f"letter:{row.pk}",
            by=by,
            data={"template": row.template},
        )
    return True
