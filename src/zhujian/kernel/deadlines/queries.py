"""Reading deadlines: of a subject, the next one, and the answer to "when, from this day"."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from zhujian.kernel.calendar.queries import current_calendar
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.counts import COUNTS, Count, count
from zhujian.kernel.deadlines.models import CountSetting, Deadline
from zhujian.kernel.deadlines.rules import Due, Unit, due


def due_by_rule(rule: str, start: date, of: str | None = None) -> Due:
    """Return the due date of a rule's count from `start`, or refuse (422)."""
    return _due(count(rule, of), start)


def answer(rule: str, start: date, of: str | None = None) -> dict[str, str]:
    """Return what `GET /api/v1/deadline` answers."""
    found = due_by_rule(rule, start, of)
    return {
        "rule": rule,
        "start": start.isoformat(),
        "due_on": found.on.isoformat(),
        "due_why": found.why,
        "calendar": found.calendar,
    }


def deadlines_of(subject: str) -> list[Deadline]:
    """Return the newest revision of each deadline of `subject`, the nearest first."""
    return list(Deadline.objects.filter(subject=subject, is_current=True).order_by("due_on", "id"))


def running_deadlines(subject: str) -> list[Deadline]:
    """Return the deadlines of `subject` that still run, the nearest first."""
    return [one for one in deadlines_of(subject) if one.is_running]


def current_due(subject: str) -> Due | None:
    """Return the nearest running due date; its reasons name the later ones as well."""
    running = running_deadlines(subject)
    if not running:
        return None
    nearest, later = running[0], running[1:]
    also = "".join(f"{one.title}为{date_words(one.due_on)}。" for one in later)
    return replace(nearest.due, why=nearest.due_why + also)


def revisions_of(subject: str) -> QuerySet[Deadline]:
    """Return every revision ever written for `subject`, oldest first."""
    return Deadline.objects.filter(subject=subject).order_by("id")


def counts_as_set() -> list[Count]:
    """Return the whole table of counts as the county set it."""
    changed = {(one.rule, one.of): one for one in CountSetting.objects.all()}
    return [
        replace(one, n=changed[one.rule, one.of].n, unit=Unit(changed[one.rule, one.of].unit))
        if one.is_setting and (one.rule, one.of) in changed
        else one
        for one in COUNTS
    ]


def _due(chosen: Count, start: date) -> Due:
    return due(
        start=start,
        n=chosen.n,
        unit=chosen.unit,
        calendar=current_calendar(),
        title=chosen.title,
        legal=chosen.legal,
        event=chosen.event,
        rolls=chosen.rolls,
    )
