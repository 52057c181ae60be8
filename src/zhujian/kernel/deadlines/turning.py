"""The turn of a subject: deadlines that end and deadlines that begin, in one go.

One reading, and one statement for each deadline that changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import QuerySet

from zhujian.kernel import clock, rows
from zhujian.kernel.calendar.queries import current_calendar
from zhujian.kernel.calendar.rules import CalendarView
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.deadlines.models import Deadline, Extension, Pause
from zhujian.kernel.deadlines.rules import Due, Unit, due


@dataclass(frozen=True, slots=True)
class Ends:
    """The deadlines of a rule that end, or the one of them that `of` names."""

    rule: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Begins:
    """A deadline that begins; `n` and `unit` replace what the rule says (promised days).

    Where `n`, `unit` and `title` are given, `of` may be a word of the room's own (`promised`).
    """

    rule: str
    start: date
    of: str | None = None
    n: int | None = None
    unit: Unit | None = None
    title: str | None = None
    event: str | None = None
    legal: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
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
    def of_row(cls, row: Deadline) -> "Terms":
        """Return what a written deadline counts."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})

    @classmethod
    def of_beginning(cls, subject: str, asked: Begins) -> "Terms":
        """Return what a deadline that begins counts; refused (422) where no rule says it."""
        is_own = asked.n is not None and asked.unit is not None and asked.title is not None
        chosen = count(asked.rule, None if is_own else asked.of)
        return cls(
            subject=subject,
            rule=asked.rule,
            of=asked.of or chosen.of,
            chain=uuid4(),
            title=asked.title or chosen.title,
            event=chosen.event if asked.event is None else asked.event,
            legal=chosen.legal if asked.legal is None else asked.legal,
            start=asked.start,
            n=chosen.n if asked.n is None else asked.n,
            unit=(asked.unit or chosen.unit).value,
            rolls=chosen.rolls,
        )


def turn(
    *,
    subject: str,
    ends: Sequence[Ends] = (),
    begins: Sequence[Begins] = (),
    is_new: bool = False,
) -> list[Deadline]:
    """End and begin deadlines of `subject`; return those that run then, the nearest first.

    A running deadline of the rule and `of` of one that begins is superseded: the period starts
    anew. `is_new` says that the subject has no deadline yet. Whoever keeps a copy of the nearest
    date writes it from the answer, in the caller's transaction.
    """
    before = [] if is_new else _locked_of(subject)
    opened = [Terms.of_beginning(subject, one) for one in begins]
    anew = {(one.rule, one.of) for one in opened}
    calendar = current_calendar() if opened else None
    ended = [row for row in before if row.is_running and _is_among(row, ends)]
    written = [revision(row, Deadline.Cause.CLOSED, row.due, is_running=False) for row in ended]
    for row in written:
        row.is_current = (row.rule, row.of) not in anew
    for terms in opened:
        assert calendar is not None  # noqa: S101 -- read above, since something begins
        written.append(new_row(terms, 1, Deadline.Cause.OPENED, fresh_due(terms, calendar)))
    for row in before:
        if row in ended or (row.rule, row.of) in anew:
            row.is_current = False
            rows.update(row, "is_current")
    rows.insert(*written)
    running = [row for row in before + written if row.is_current and row.is_running]
    return sorted(running, key=lambda row: (row.due_on, row.pk))


def current_of(subject: str) -> QuerySet[Deadline]:
    """Return the newest revision of each deadline of `subject`."""
    return Deadline.objects.filter(subject=subject, is_current=True)


def _locked_of(subject: str) -> list[Deadline]:
    return rows.fetch_all(Deadline, subject=subject, is_current=True, order=("id",), is_locked=True)


def revision(row: Deadline, cause: str, found: Due, *, is_running: bool = True) -> Deadline:
    """Return the next revision of a deadline, unwritten."""
    return new_row(Terms.of_row(row), row.revision + 1, cause, found, is_running=is_running)


def new_row(
    terms: Terms, number: int, cause: str, found: Due, *, is_running: bool = True
) -> Deadline:
    """Return a revision of a chain, unwritten."""
    return Deadline(
        **asdict(terms),
        revision=number,
        cause=cause,
        due_on=found.on,
        due_why=found.why,
        calendar=found.calendar,
        is_projected=found.is_projected,
        is_provisional=found.is_provisional,
        is_running=is_running,
        written_at=clock.now(),
    )


def fresh_due(
    terms: Terms,
    calendar: CalendarView,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
) -> Due:
    """Return the date of a chain by a calendar."""
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


def _is_among(row: Deadline, ends: Sequence[Ends]) -> bool:
    return any(one.rule == row.rule and one.of in (None, row.of) for one in ends)
