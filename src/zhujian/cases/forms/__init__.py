"""The shape of input: a form made from an item's schema, promises, the desk's small forms."""

from zhujian.cases.forms.filling import SchemaForm, page_names, pages_of
from zhujian.cases.forms.moves import (
    CheckPromiseForm,
    CorrectForm,
    CorrectionForm,
    DecideForm,
    DelayForm,
    DeliverForm,
    ExtendForm,
    LawForm,
    NoteForm,
    RefuseForm,
    RevokeForm,
    SuspendForm,
)
from zhujian.cases.forms.pledges import read_pledges

__all__ = [
    "CheckPromiseForm",
    "CorrectForm",
    "CorrectionForm",
    "DecideForm",
    "DelayForm",
    "DeliverForm",
    "ExtendForm",
    "LawForm",
    "NoteForm",
    "RefuseForm",
    "RevokeForm",
    "SchemaForm",
    "SuspendForm",
    "page_names",
    "pages_of",
    "read_pledges",
]
