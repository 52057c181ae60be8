"""What a changed holiday table does to running deadlines."""

from datetime import date

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.deadlines.steps import recompute


def recompute_touched(*, by: Actor, first: date, last: date, version: str) -> int:
    """Recompute the running deadlines whose period touches the days `first` to `last`.

    Each date that moves is a line of its subject's journal. Returns how many moved.
    """
    touched = (
        Deadline.objects.filter(is_current=True, is_running=True, start__lt=last, due_on__gte=first)
        .select_for_update()
        .order_by("id")
    )
    pairs = recompute(list(touched))
    moved = [(old, new) for old, new in pairs if old.due_on != new.due_on]
    for old, new in moved:
        journal.write(
            verb="deadline.recompute",
            subject=new.subject,
            by=by,
            data={
                "title": new.title,
                "before": old.due_on.isoformat(),
                "after": new.due_on.isoformat(),
                "words": f"由{date_words(old.due_on)}改为{date_words(new.due_on)}",
                "version": version,
            },
        )
    return len(moved)
