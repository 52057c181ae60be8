"""Lists of a guide as forms: steps, materials, fees, questions."""

from collections.abc import Mapping
from typing import Any

from django import forms

from zhujian.catalogue.forms.elements import YES_NO, DraftForm
from zhujian.catalogue.forms.sections import ROW_FIELDS, Section
from zhujian.catalogue.rules import BY_KEY

EXTRA_ROWS = 3
MOST_ROWS = 60
_DEMANDED: Mapping[str, frozenset[str]] = {
    "steps": frozenset({"name"}),
    "materials": frozenset({"name", "required"}),
    "fees": frozenset({"name", "standard", "basis"}),
    "faqs": frozenset({"question", "answer"}),
}


class RowForm(DraftForm):
    """One row of a list of steps, materials, fees or questions."""

    def __init__(self, shape: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if shape == "materials":
            self.fields["id"] = forms.CharField(
                required=False, max_length=40, widget=forms.HiddenInput
            )
        for key, label, kind, choices in ROW_FIELDS[shape]:
            field = _row_field(kind, choices)
            field.label, field.required = label, key in _DEMANDED[shape]
            self.fields[key] = field

    @property
    def title(self) -> str:
        """What the row is called on its fold: the value of its first field."""
        first = next(name for name in self.fields if name != "id")
        return str(self[first].value() or "")


def row_forms(section: Section, elements: Mapping[str, Any], data: Any = None) -> list[RowForm]:
    """Return a form for each row of a list, and some empty ones to add rows with."""
    key = section.keys[0]
    rows = elements.get(key) or []
    count = len(rows) + EXTRA_ROWS
    if data is not None:
        count = sum(1 for name in data if name.endswith(f"-{ROW_FIELDS[BY_KEY[key].shape][0][0]}"))
    shape = BY_KEY[key].shape
    return [
        RowForm(
            shape,
            data,
            prefix=f"row{place}",
            initial=_row_initial(rows[place]) if place < len(rows) else None,
        )
        for place in range(min(count, MOST_ROWS))
    ]


def rows_of(bound: list[RowForm], old: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that were filled in; one whose first field is empty is taken out.

    What the desk does not show of a row keeps its value.
    """
    found = []
    for place, form in enumerate(bound):
        values = {key: value for key, value in form.cleaned_data.items() if value is not None}
        first = next(key for key in form.fields if key != "id")
        if not values.get(first):
            continue
        kept = old[place] if place < len(old) else {}
        found.append({**kept, **values})
    return found


def _row_field(kind: str, choices: Mapping[str, str]) -> forms.Field:
    if kind == "choice":
        return forms.ChoiceField(choices=[("", "请选择"), *choices.items()])
    if kind == "whole":
        return forms.IntegerField(min_value=0, max_value=999)
    if kind == "yes":
        return forms.ChoiceField(choices=YES_NO)
    if kind == "long":
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    return forms.CharField(max_length=500)


def _row_initial(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: ("是" if value else "否") if isinstance(value, bool) else value
        for key, value in row.items()
    }
