"""A section as a form: each element as its shape asks."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from zhujian.catalogue.forms.sections import Section
from zhujian.catalogue.rules import BY_KEY, Element
from zhujian.catalogue.states import TimeUnit

MAX_TEXT = 8000
YES_NO = [("", "未填"), ("是", "是"), ("否", "否")]


class DraftForm(forms.Form):
    """A form that may be left before it is complete: what is demanded is asked for, not enforced.

    Publication enforces it (SVC-01).
    """

    def full_clean(self) -> None:
        """Clean what is there; an empty field is no error."""
        demanded = [field for field in self.fields.values() if field.required]
        for field in demanded:
            field.required = False
        super().full_clean()
        for field in demanded:
            field.required = True


class ElementsForm(DraftForm):
    """The elements of one section, each as its shape asks."""

    def __init__(self, section: Section, elements: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data)
        self.section = section
        for key in section.keys:
            element = BY_KEY[key]
            if element.shape == "limit":
                self._add_limit(element, elements.get(key))
            else:
                field = _field(element)
                field.label = element.label
                field.required = element.is_demanded
                field.initial = _initial(element, elements.get(key))
                self.fields[key] = field

    def _add_limit(self, element: Element, value: Any) -> None:
        known = value or {}
        parts = (
            ("n", element.label, forms.IntegerField(min_value=0, max_value=9999)),
            ("unit", f"{element.label}单位", forms.ChoiceField(choices=TimeUnit.choices)),
            ("note", f"{element.label}说明", forms.CharField(max_length=200)),
        )
        for part, label, field in parts:
            field.label, field.required = label, element.is_demanded and part != "note"
            field.initial = known.get(part)
            self.fields[f"{element.key}_{part}"] = field

    def elements(self) -> dict[str, Any]:
        """Return what was filled in, by element."""
        found: dict[str, Any] = {}
        for key in self.section.keys:
            if BY_KEY[key].shape == "limit":
                parts = {
                    part: self.cleaned_data.get(f"{key}_{part}") for part in ("n", "unit", "note")
                }
                found[key] = {} if parts["n"] is None else parts
            else:
                found[key] = self.cleaned_data.get(key)
        return found


def _choice(element: Element) -> forms.Field:
    return forms.ChoiceField(choices=[("", "请选择"), *element.choices.items()])


def _choices(element: Element) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=list(element.choices.items()), widget=forms.CheckboxSelectMultiple
    )


def _long(limit: int, note: str) -> forms.Field:
    return forms.CharField(
        max_length=limit, widget=forms.Textarea(attrs={"rows": 6}), help_text=note
    )


_FIELDS: Mapping[str, Callable[[Element], forms.Field]] = {
    "code": _choice,
    "codes": _choices,
    "yes": lambda _: forms.ChoiceField(choices=YES_NO),
    "whole": lambda _: forms.IntegerField(min_value=0, max_value=9999),
    "lines": lambda _: _long(MAX_TEXT, "一行写一条。"),
    "form": lambda _: _long(100_000, ""),
    "date": lambda _: forms.CharField(max_length=20, help_text="例如 2026-03-05"),
}


def _field(element: Element) -> forms.Field:
    make = _FIELDS.get(element.shape)
    return make(element) if make else forms.CharField(max_length=MAX_TEXT)


def _initial(element: Element, value: Any) -> Any:
    if value is None:
        return None
    if element.shape == "lines":
        return "\n".join(value)
    if element.shape == "yes":
        return "是" if value else "否"
    if element.shape == "form":
        return json.dumps(value, ensure_ascii=False, indent=2)
    return value
