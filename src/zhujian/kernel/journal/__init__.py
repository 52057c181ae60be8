"""The journal: what was done, by whom, when, as a chain that nobody can quietly change.

One line a verb, sealed to the line before it with SM3; signed heads outside the database tell a
cut tail or a recomputed chain. What a person wrote is a note beside the line, and can be erased.
Import inside `AppConfig.ready()` or later: the package holds models.
"""

from zhujian.kernel.journal.actions import accept_loss, erase_note
from zhujian.kernel.journal.heads import bulk, witness
from zhujian.kernel.journal.models import JournalNote, Line
from zhujian.kernel.journal.queries import (
    LineView,
    lines_back,
    lines_by_subject_prefix,
    lines_of,
    lines_since,
)
from zhujian.kernel.journal.receipts import Proof, prove, receipt
from zhujian.kernel.journal.sealing import seal
from zhujian.kernel.journal.states import Audience
from zhujian.kernel.journal.steps import write
from zhujian.kernel.journal.verification import Report, verify
from zhujian.kernel.journal.words import (
    Verb,
    register_organisation_names,
    register_verbs,
    verbs,
)

__all__ = [
    "Audience",
    "JournalNote",
    "Line",
    "LineView",
    "Proof",
    "Report",
    "Verb",
    "accept_loss",
    "bulk",
    "erase_note",
    "lines_back",
    "lines_by_subject_prefix",
    "lines_of",
    "lines_since",
    "prove",
    "receipt",
    "register_organisation_names",
    "register_verbs",
    "seal",
    "verbs",
    "verify",
    "witness",
    "write",
]
