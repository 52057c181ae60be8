"""What the form components need to know of a Django form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from zhujian.kernel.refusals import FieldRefusal, Refused

_CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class ShownError:
    """One line of an error summary: the id of the field it leads to (or `""`), and a sentence."""

    target: str
    text: str


def errors_of(form: forms.BaseForm) -> list[ShownError]:
    """Return the errors of a bound form in the order of its fields, the whole form's first."""
    shown = [ShownError("", str(text)) for text in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or bound.auto_id
        shown += [ShownError(target, str(text)) for text in bound.errors]
    return shown


def refusal_errors(refused: Refused, ids: dict[str, str] | None = None) -> list[ShownError]:
    """Return a refusal as lines of an error summary; `ids` maps its fields to ids on the page."""
    if not refused.fields:
        return [ShownError("", refused.text)]
    known = ids or {}
    return [
        ShownError(known.get(one.field, f"id_{one.field}"), one.reason) for one in refused.fields
    ]


def add_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Let a bound form show a refusal: beside the fields it names, else on top."""
    placed = [one for one in refused.fields if one.field in form.fields]
    for one in placed:
        form.add_error(one.field, one.reason)
    rest: Sequence[FieldRefusal] = [one for one in refused.fields if one not in placed]
    for one in rest:
        form.add_error(None, one.reason)
    if not refused.fields:
        form.add_error(None, refused.text)


def is_choice(bound: Any) -> bool:
    """Say whether a bound field is a list of radios or boxes, which needs a fieldset."""
    return isinstance(bound.field.widget, _CHOICE_WIDGETS)


def is_tick(bound: Any) -> bool:
    """Say whether a bound field is a single box to tick."""
    return isinstance(bound.field.widget, forms.CheckboxInput)


def described_by(identifier: str, *, help: str = "", errors: Iterable[str] = ()) -> str:  # noqa: A002
    """Return the ids that describe a field: its help, then its error."""
    ids = [f"{identifier}_help"] if help else []
    if list(errors):
        ids.append(f"{identifier}_error")
    return " ".join(ids)


def widget(bound: Any) -> str:
    """Return the markup of a bound field's widget, wired to its help and its error."""
    attributes: dict[str, Any] = {}
    if not is_tick(bound):
        attributes["class"] = f"input {bound.field.widget.attrs.get('class', '')}".strip()
    described = described_by(bound.id_for_label, help=bound.help_text, errors=bound.errors)
    if described:
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return str(bound.as_widget(attrs=attributes))
