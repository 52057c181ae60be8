"""A form made from an item's schema, cut into pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from zhujian.catalogue.schemas import SchemaField, validate

FIELDS_ON_A_PAGE = 8
# What a page of a form is called, by the kind of concept most of its fields tell.
_PAGE_NAMES = {
    "person": "本人信息",
    "enterprise": "单位信息",
    "household": "家庭情况",
    "application": "办理方式",
}
_OTHER_PAGE = "申请事项"


class _AsTyped(forms.Field):
    """A field that takes what was typed as it is: the schema judges, not the form."""

    def clean(self, value: Any) -> Any:
        return value


class SchemaForm(forms.Form):
    """Some fields of an item's schema; wrong values stay as typed, each with its sentence."""

    def __init__(
        self,
        fields: Sequence[SchemaField],
        *,
        values: Mapping[str, Any] | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        super().__init__(typed, initial=dict(values or {}), label_suffix="")
        for field in fields:
            self.fields[field.name] = _field(field)

    def values(self) -> dict[str, Any]:
        """Return what was typed, field by field; an empty field is an empty text."""
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def judge(self, schema: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
        """Say whether this page of the whole form is right, and mark what is not."""
        for fault in validate(schema, whole):
            if fault.field in self.fields:
                self.add_error(fault.field, fault.reason)
        return not self.errors


def pages_of(fields: Sequence[SchemaField]) -> list[list[SchemaField]]:
    """Return the fields cut into pages of a length that a person can take in at once."""
    count = max(1, -(-len(fields) // FIELDS_ON_A_PAGE))
    size = -(-len(fields) // count) or 1
    return [list(fields[start : start + size]) for start in range(0, len(fields), size)] or [[]]


def page_names(pages: Sequence[Sequence[SchemaField]]) -> list[str]:
    """Return a name for each page: what most of its fields are about, no name twice."""
    names: list[str] = []
    for fields in pages:
        about = Counter(field.concept.partition(".")[0] for field in fields).most_common(1)
        name = _PAGE_NAMES.get(about[0][0], _OTHER_PAGE) if about else _OTHER_PAGE
        if name in names:
            name = _OTHER_PAGE
        while name in names:
            name += "（续）"
        names.append(name)
    return names


def _field(field: SchemaField) -> forms.Field:
    widget = _widget(field)
    return _AsTyped(
        label=field.label,
        required=field.required,
        help_text=_help(field),
        widget=widget,
    )


def _help(field: SchemaField) -> str:
    parts = [field.help] if field.help else []
    if field.kind == "date":
        parts.append("例如 2026-03-05")
    elif field.kind == "number" and field.minimum is not None and field.maximum is not None:
        parts.append(f"{field.minimum:g} 到 {field.maximum:g} 之间的数")
    return "；".join(part.rstrip("。；") for part in parts)


def _widget(field: SchemaField) -> forms.Widget:
    if field.kind == "choice" and len(field.choices) > 6:
        return forms.Select(choices=[("", "请选择"), *field.choices])
    if field.kind == "choice":
        return forms.RadioSelect(choices=field.choices)
    if field.kind == "choices":
        return forms.CheckboxSelectMultiple(choices=field.choices)
    if field.kind == "yes_no":
        return forms.RadioSelect(choices=[("是", "是"), ("否", "否")])
    if field.kind == "long_text":
        return forms.Textarea(attrs={"rows": 4, **_limit(field)})
    return forms.TextInput(attrs={**_TYPING.get(field.kind, {}), **_limit(field)})


# Numbers and dates are typed as text: what is wrong stays readable and is answered in words.
_TYPING: dict[str, dict[str, str]] = {
    "number": {"inputmode": "decimal", "class": "is-short"},
    "date": {"inputmode": "numeric", "class": "is-short", "autocomplete": "off"},
    "mobile": {"inputmode": "tel", "autocomplete": "tel"},
    "id_card": {"autocomplete": "off", "spellcheck": "false"},
    "uscc": {"autocomplete": "off", "spellcheck": "false"},
}


def _limit(field: SchemaField) -> dict[str, str]:
    # twice the limit: what is too long is answered in words, not cut off while typing
    return {"maxlength": str(field.max_length * 2)} if field.max_length else {}
