"""What may be done to the journal besides writing: erase a note, accept a loss."""

from django.db import transaction

from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.journal import heads, losses
from zhujian.kernel.journal.models import JournalNote, Line
from zhujian.kernel.journal.sealing import seal
from zhujian.kernel.journal.states import Audience
from zhujian.kernel.journal.steps import write
from zhujian.kernel.journal.verification import verify
from zhujian.kernel.refusals import Refused, not_found


@transaction.atomic(durable=True)
def erase_note(*, by: Actor, line: int, reason: str) -> Line:
    """Erase the note beside the line with primary key `line`; the line and the chain stay.

    `reason` is a short code or legal basis (个人信息保护法第47条), kept in the line that tells
    of the erasing.
    """
    note = JournalNote.objects.select_for_update().select_related("line").filter(line=line).first()
    if note is None:
        raise not_found("这条记录没有所附文字。")
    if note.sealed is None:
        raise Refused("state", "所附文字此前已删除。", status=409)
    note.sealed, note.erased_at = None, clock.now()
    note.save(update_fields=["sealed", "erased_at"])
    return write(
        verb="journal.erase-note",
        subject=note.line.subject,
        by=by,
        data={"line": note.line_id, "reason": reason},
    )


def accept_loss(*, by: Actor, reason: str) -> Line:
    """Say in the journal that lines which were witnessed are lost, and let the chain go on.

    Refused where nothing is lost, where something else is wrong with the chain, and without a
    reason; the reason is kept as a note.
    """
    if not reason.strip():
        raise Refused("reason", "请写明原因，例如“11月24日停电后核实，丢失最后3条”。")
    report = verify()
    if report.lost is None:
        text = "账本没有丢失记录，不需要确认。" if report.is_clean else f"这不是丢失：{report.why}"
        raise Refused("nothing_lost", text, status=409)
    lost = report.lost
    with transaction.atomic(durable=True):
        line = write(
            verb=losses.VERB,
            subject="house:ledger",
            by=by,
            data={"first": lost.first, "last": lost.last, "until": lost.until},
            note=reason.strip(),
            note_audience=Audience.INTERNAL,
        )
    seal()
    heads.go_on()
    line.refresh_from_db()
    return line
