"""Reading the journal: the lines of a subject, for a page or for the audit."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from zhujian.kernel.journal import notes, words
from zhujian.kernel.journal.models import JournalNote, Line
from zhujian.kernel.journal.states import Audience


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as pages show it. `note` is "" where there is none, or it is not for this reader."""

    pk: int
    sequence: int | None
    at: datetime
    verb: str
    subject: str
    sentence: str
    organisation: str
    organisation_name: str
    actor_ref: str
    audience: str
    data: dict[str, Any]
    note: str
    is_note_erased: bool


def lines_of(subject: str, *, audiences: Collection[Audience]) -> list[LineView]:
    """Return the lines about `subject` that these audiences may read, oldest first."""
    lines = Line.objects.about(subject).filter(audience__in=audiences)
    return _views(lines.select_related("note"), audiences)


def lines_by_subject_prefix(
    prefix: str, *, audiences: Collection[Audience], after: int = 0, limit: int = 100
) -> list[LineView]:
    """Return lines whose subject starts with `prefix`, written after the line with pk `after`."""
    lines = Line.objects.filter(subject__startswith=prefix, pk__gt=after, audience__in=audiences)
    return _views(lines.select_related("note").order_by("pk")[:limit], audiences)


def lines_since(after: int, limit: int, *, actor_ref: str | None = None) -> list[LineView]:
    """Return sealed lines of all audiences behind sequence `after`, for the audit page."""
    lines = Line.objects.sealed().filter(sequence__gt=after)
    if actor_ref is not None:
        lines = lines.filter(actor_ref=actor_ref)
    return _views(lines.select_related("note")[:limit], set(Audience))


def note_of(line: Line) -> str:
    """Return what a person wrote beside a line, for the house's own staff; "" where nothing is."""
    note: JournalNote | None = getattr(line, "note", None) if line.note_hash else None
    if note is None or note.sealed is None:
        return ""
    return notes.reopen(bytes(note.sealed), note.audience)[0]


def lines_back(
    found: QuerySet[Line], *, audiences: Collection[Audience], before: int = 0, limit: int = 50
) -> list[LineView]:
    """Return the newest of the lines that a question finds, older than the line with pk `before`.

    `found` comes from `Line.objects`, filtered by a room that knows whose lines they are.
    """
    lines = found.filter(audience__in=audiences).order_by("-pk")
    if before:
        lines = lines.filter(pk__lt=before)
    return _views(lines.select_related("note")[:limit], audiences)


def _views(lines: Iterable[Line], audiences: Collection[str]) -> list[LineView]:
    names: dict[str, str] = {}
    views = []
    for line in lines:
        if line.organisation not in names:
            names[line.organisation] = words.organisation_name(line.organisation)
        views.append(_view(line, names[line.organisation], audiences))
    return views


def _view(line: Line, organisation_name: str, audiences: Collection[str]) -> LineView:
    data = json.loads(line.data)
    note: JournalNote | None = getattr(line, "note", None) if line.note_hash else None
    is_mine = note is not None and note.audience in audiences
    text = ""
    if note is not None and is_mine and note.sealed is not None:
        text, _ = notes.reopen(bytes(note.sealed), note.audience)
    return LineView(
        pk=line.pk,
        sequence=line.sequence,
        at=line.at,
        verb=line.verb,
        subject=line.subject,
        sentence=words.sentence(line.verb, organisation_name, data),
        organisation=line.organisation,
        organisation_name=organisation_name,
        actor_ref=line.actor_ref,
        audience=line.audience,
        data=data,
        note=text,
        is_note_erased=bool(note is not None and is_mine and note.sealed is None),
    )
