"""Parts of the rooms' actions that open, stop, lengthen and close deadlines.

All of them run inside the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import QuerySet

from zhujian.kernel import clock
from zhujian.kernel.calendar.queries import current_calendar
from zhujian.kernel.calendar.rules import CalendarView, date_words
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.deadlines.holders import register_holder, rewrite_copy
from zhujian.kernel.deadlines.models import Deadline, Extension, Pause
from zhujian.kernel.deadlines.queries import current_due, deadlines_of
from zhujian.kernel.deadlines.rules import Due, Unit, due
from zhujian.kernel.refusals import FieldRefusal, Refused

__all__ = [
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
]


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a chain counts; the same in each of its revisions."""

    subject: str
    rule: str
    of: str
    chain: UUID
    title: str
    event: str
    legal: str
    start: date
    n: int
    unit: str
    rolls: bool

    @classmethod
    def of_row(cls, row: Deadline) -> "_Terms":
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})


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
    is_own = n is not None and unit is not None and title is not None
    chosen = count(rule, None if is_own else of)
    terms = _Terms(
        subject=subject,
        rule=rule,
        of=of or chosen.of,
        chain=uuid4(),
        title=title or chosen.title,
        event=chosen.event if event is None else event,
        legal=chosen.legal if legal is None else legal,
        start=start,
        n=chosen.n if n is None else n,
        unit=(unit or chosen.unit).value,
        rolls=chosen.rolls,
    )
    _current(subject).filter(rule=terms.rule, of=terms.of).update(is_current=False)
    row = _write(terms, 1, Deadline.Cause.OPENED, current_calendar())
    _rewrite(subject)
    return row


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
    for row in _lock(subject).filter(rule=rule, **({"of": of} if of else {})):
        _supersede(row, Deadline.Cause.CLOSED, current_calendar(), is_running=False)
    _rewrite(subject)


def close_all(*, subject: str) -> None:
    """End every running deadline of `subject`."""
    for row in _lock(subject):
        _supersede(row, Deadline.Cause.CLOSED, current_calendar(), is_running=False)


def recompute(rows: Sequence[Deadline]) -> list[tuple[Deadline, Deadline]]:
    """Write new revisions for running rows whose date or certainty the calendar changed.

    Returns pairs of old and new for the journal.
    """
    calendar = current_calendar()
    pairs: list[tuple[Deadline, Deadline]] = []
    for row in rows:
        fresh = _due(_Terms.of_row(row), calendar)
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


def _current(subject: str) -> QuerySet[Deadline]:
    return Deadline.objects.filter(subject=subject, is_current=True)


def _lock(subject: str) -> QuerySet[Deadline]:
    return _current(subject).filter(is_running=True).select_for_update().order_by("id")


def _rewritten(rows: Sequence[Deadline], cause: str) -> list[Deadline]:
    calendar = current_calendar()
    fresh = [_supersede(row, cause, calendar) for row in rows]
    _rewrite(rows[0].subject)
    return fresh


def _supersede(
    row: Deadline, cause: str, calendar: CalendarView, *, is_running: bool = True
) -> Deadline:
    Deadline.objects.filter(pk=row.pk).update(is_current=False)
    kept = None if is_running else row.due
    return _write(_Terms.of_row(row), row.revision + 1, cause, calendar, kept=kept)


def _write(
    terms: _Terms, revision: int, cause: str, calendar: CalendarView, *, kept: Due | None = None
) -> Deadline:
    found = kept or _due(terms, calendar)
    return Deadline.objects.create(
        **asdict(terms),
        revision=revision,
        cause=cause,
        due_on=found.on,
        due_why=found.why,
        calendar=found.calendar,
        is_projected=found.is_projected,
        is_provisional=found.is_provisional,
        is_running=kept is None,
        written_at=clock.now(),
    )


def _due(terms: _Terms, calendar: CalendarView) -> Due:
    pauses = Pause.objects.filter(chain=terms.chain, is_current=True)
    extensions = Extension.objects.filter(chain=terms.chain)
    return due(
        start=terms.start,
        n=terms.n,
        unit=Unit(terms.unit),
        calendar=calendar,
        pauses=[one.span for one in pauses],
        extensions=[one.grant for one in extensions],
        title=terms.title,
        legal=terms.legal,
        event=terms.event,
        rolls=terms.rolls,
    )


def _rewrite(subject: str) -> None:
    nearest = _current(subject).filter(is_running=True).order_by("due_on").first()
    if nearest:
        rewrite_copy(subject, nearest.due_on)
