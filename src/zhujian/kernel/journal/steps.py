"""The step every action takes: one line in the caller's transaction."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.db import transaction

from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.journal import backends, chain, heads, notes
from zhujian.kernel.journal.models import JournalNote, Line
from zhujian.kernel.journal.states import Audience
from zhujian.kernel.journal.words import verb_named


def write(
    *,
    verb: str,
    subject: str,
    by: Actor,
    audience: Audience | None = None,
    organisation: str | None = None,
    data: Mapping[str, chain.JSON] | None = None,
    note: str = "",
    note_audience: Audience = Audience.PARTIES,
) -> Line:
    """Write one line, and the note beside it, inside the caller's transaction.

    `data` holds no personal value and no free text; what a person wrote is `note`. A deputy's line
    names in `deputy_for` whose deputy he is in that organisation. Raises
    LookupError for a verb nobody registered and TransactionManagementError outside a transaction.
    """
    word = verb_named(verb)
    acted_for = by.actor_organisation if organisation is None else organisation
    data = _with_deputised(by, acted_for, data)
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        msg = "a journal line is written inside the transaction of what it tells"
        raise transaction.TransactionManagementError(msg)
    kept = notes.close(note, note_audience) if note else None
    line = Line(
        verb=verb,
        subject=subject,
        actor_ref=by.actor_ref,
        organisation=acted_for,
        at=clock.now(),
        audience=word.audience if audience is None else audience,
        data=chain.canonical(data) if data else "{}",
        note_hash=kept.digest if kept else "",
    )
    backends.of(connection).insert(line)
    if kept:
        JournalNote.objects.create(line=line, audience=note_audience, sealed=kept.sealed)
    if line.sequence == 1:
        heads.found()
    if line.sequence is not None:
        transaction.on_commit(partial(heads.witness_up_to, line.sequence), robust=True)
    return line


def _with_deputised(
    by: Actor, organisation: str, data: Mapping[str, chain.JSON] | None
) -> Mapping[str, chain.JSON] | None:
    """Return a line's data with the references of those for whom the actor stands in there."""
    deputised: Callable[[str], Sequence[str]] | None = getattr(by, "deputised_in", None)
    stood_in_for = deputised(organisation) if deputised else ()
    if not stood_in_for:
        return data
    return {**(data or {}), "deputy_for": list(stood_in_for)}
