"""Parts of the rooms' actions that open, stop, lengthen and close deadlines.

All of them run inside the caller's transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from zhujian.kernel import clock
from zhujian.kernel.calendar.queries import current_calendar
from zhujian.kernel.calendar.rules import CalendarView, date_words
from zhujian.kernel.deadlines.holders import register_holder, rewrite_copy
from zhujian.kernel.deadlines.models import Deadline, Extension, Pause
from zhujian.kernel.deadlines.queries import current_due, deadlines_of
from zhujian.kernel.deadlines.rules import Due, Unit
from zhujian.kernel.deadlines.turning import (
    Begins,
    Ends,
    Terms,
    current_of,
    fresh_due,
    revision,
    turn,
)
from zhujian.kernel.refusals import FieldRefusal, Refused

__all__ = [
    "Begins",
    "Ends",
    "close_all",
    "close_deadline",
    "current_due",
    "deadlines_of",
    "extend",
    "open_deadline",
    "pause",
    "recompute",
    "register_holder",
    "resume",
    "turn",
]


def open_deadline(
    *,
    subject: str,
    rule: str,
    of: str | None = None,
    start: date,
    n: int | None = None,
    unit: Unit | None = None,
    title: str | None = None,
    event: str | None = None,
    legal: str | None = None,
) -> Deadline:
    """Start a deadline; `n` and `unit` replace what the rule says (promised days).

    Where `n`, `unit` and `title` are given, `of` may be a word of the room's own (`promised`).
    A running deadline of the same rule and `of` is superseded: the period starts anew.
    """
    asked = Begins(rule, start, of, n, unit, title, event, legal)
    key = Terms.of_beginning(subject, asked)
    running = turn(subject=subject, begins=[asked])
    rewrite_copy(subject, running[0].due_on)
    return next(row for row in running if (row.rule, row.of) == (key.rule, key.of))


def pause(
    *,
    subject: str,
    on: date,
    reason: str,
    until: date | None = None,
    rule: str | None = None,
) -> list[Deadline]:
    """Stop the running deadlines of `subject` after `on`; `until` is the planned end."""
    running = _running(subject, rule)
    if Pause.objects.filter(
        chain__in=[row.chain for row in running], ends_on=None, is_current=True
    ).exists():
        raise Refused("already_paused", "期限已经暂停，不能重复暂停。", status=409)
    if until is not None and until < on:
        text = "暂停的预计结束日期不能早于开始日期。"
        raise Refused("pause_order", text, fields=(FieldRefusal("until", text),))
    for row in running:
        Pause.objects.create(
            chain=row.chain,
            begins_on=on,
            planned_on=until,
            reason=reason,
            written_at=clock.now(),
        )
    return _rewritten(running, Deadline.Cause.PAUSED)


def resume(*, subject: str, on: date, rule: str | None = None) -> list[Deadline]:
    """Let the paused deadlines of `subject` run again: `on` is the last day not counted."""
    running = _running(subject, rule)
    open_pauses = {
        one.chain: one
        for one in Pause.objects.select_for_update().filter(
            chain__in=[row.chain for row in running], ends_on=None, is_current=True
        )
    }
    if not open_pauses:
        raise Refused("not_paused", "期限没有暂停，不能恢复。", status=409)
    for one in open_pauses.values():
        if on < one.begins_on:
            text = "恢复日期不能早于暂停开始日期。"
            raise Refused("pause_order", text, fields=(FieldRefusal("on", text),))
        Pause.objects.filter(pk=one.pk).update(is_current=False)
        Pause.objects.create(
            chain=one.chain,
            begins_on=one.begins_on,
            planned_on=one.planned_on,
            ends_on=on,
            reason=one.reason,
            written_at=clock.now(),
        )
    return _rewritten([row for row in running if row.chain in open_pauses], Deadline.Cause.RESUMED)


def extend(
    *,
    subject: str,
    days: int,
    on: date,
    reason: str = "",
    rule: str | None = None,
    of: str | None = None,
) -> list[Deadline]:
    """Give the running deadlines of `subject` more time, in their own unit.

    Refused (409) once a deadline has passed: an extension must come in time.
    """
    running = _running(subject, rule, of)
    for row in running:
        if on > row.due_on:
            text = f"{row.title}已于{date_words(row.due_on)}届满，延期须在届满前办理。"
            raise Refused("extension_late", text, status=409)
    for row in running:
        Extension.objects.create(
            chain=row.chain, n=days, granted_on=on, reason=reason, written_at=clock.now()
        )
    return _rewritten(running, Deadline.Cause.EXTENDED)


def close_deadline(*, subject: str, rule: str, of: str | None = None) -> None:
    """End a deadline: what it asked for has happened. Nothing happens if none runs."""
    _tell(subject, turn(subject=subject, ends=[Ends(rule, of)]))


def close_all(*, subject: str) -> None:
    """End every running deadline of `subject`."""
    turn(subject=subject, ends=[Ends(one) for one in {row.rule for row in current_of(subject)}])


def recompute(rows: Sequence[Deadline]) -> list[tuple[Deadline, Deadline]]:
    """Write new revisions for running rows whose date or certainty the calendar changed.

    Returns pairs of old and new for the journal.
    """
    calendar = current_calendar()
    pairs: list[tuple[Deadline, Deadline]] = []
    for row in rows:
        fresh = _due(Terms.of_row(row), calendar)
        if (fresh.on, fresh.is_provisional) == (row.due_on, row.is_provisional):
            continue
        pairs.append((row, _supersede(row, Deadline.Cause.CALENDAR, calendar)))
    for subject in {old.subject for old, new in pairs if old.due_on != new.due_on}:
        _rewrite(subject)
    return pairs


def _running(subject: str, rule: str | None, of: str | None = None) -> list[Deadline]:
    rows = _lock(subject)
    if rule:
        rows = rows.filter(rule=rule)
    if of:
        rows = rows.filter(of=of)
    running = list(rows)
    if not running:
        raise Refused("no_deadline", "没有正在计算的期限。", status=409)
    return running


def _lock(subject: str) -> QuerySet[Deadline]:
    return current_of(subject).filter(is_running=True).select_for_update().order_by("id")


def _rewritten(rows: Sequence[Deadline], cause: str) -> list[Deadline]:
    calendar = current_calendar()
    fresh = [_supersede(row, cause, calendar) for row in rows]
    _rewrite(rows[0].subject)
    return fresh


def _supersede(row: Deadline, cause: str, calendar: CalendarView) -> Deadline:
    Deadline.objects.filter(pk=row.pk).update(is_current=False)
    fresh = revision(row, cause, _due(Terms.of_row(row), calendar))
    fresh.save(force_insert=True)
    return fresh


def _due(terms: Terms, calendar: CalendarView) -> Due:
    return fresh_due(
        terms,
        calendar,
        pauses=Pause.objects.filter(chain=terms.chain, is_current=True),
        extensions=Extension.objects.filter(chain=terms.chain),
    )


def _rewrite(subject: str) -> None:
    _tell(subject, current_of(subject).filter(is_running=True).order_by("due_on")[:1])


def _tell(subject: str, running: Iterable[Deadline]) -> None:
    for nearest in running:
        rewrite_copy(subject, nearest.due_on)
        return
