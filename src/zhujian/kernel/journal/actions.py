"""What may be done to the journal besides writing: erasing what a person wrote."""

from django.db import transaction

from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.journal.models import JournalNote, Line
from zhujian.kernel.journal.steps import write
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
