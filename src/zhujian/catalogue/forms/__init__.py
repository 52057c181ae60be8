"""Shape of what editors fill in: one form a section, one row form a list."""

from zhujian.catalogue.forms.elements import ElementsForm
from zhujian.catalogue.forms.moves import NoteForm, ReasonForm
from zhujian.catalogue.forms.rows import RowForm, row_forms, rows_of
from zhujian.catalogue.forms.sections import SECTIONS, Section, section_of

__all__ = [
    "SECTIONS",
    "ElementsForm",
    "NoteForm",
    "ReasonForm",
    "RowForm",
    "Section",
    "row_forms",
    "rows_of",
    "section_of",
]
