"""Shape of what editors fill in: one form a section, one row form a list."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from zhujian.catalogue.rules import BY_KEY, Element
from zhujian.catalogue.rules.documents import DOCUMENT_TYPES
from zhujian.catalogue.rules.shape.rows import MEDIA, NEEDS, SOURCES
from zhujian.catalogue.states import TimeUnit

MAX_TEXT = 8000
EXTRA_ROWS = 3
_YES_NO = [("", "未填"), ("是", "是"), ("否", "否")]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the editors' desk: which elements it holds."""

    slug: str
    title: str
    keys: tuple[str, ...]
    lead: str = ""

    @property
    def is_list(self) -> bool:
        """Whether the section is a list of rows."""
        return len(self.keys) == 1 and BY_KEY[self.keys[0]].shape in ROW_FIELDS


SECTIONS: tuple[Section, ...] = (
    Section(
        "words",
        "名称和说明",
        ("name", "plain_name", "aliases", "main_item", "summary", "conditions", "legal_basis"),
        "用群众的话说清楚是什么事、谁能办。",
    ),
    Section(
        "power",
        "类型和权力来源",
        (
            *("kind", "business_code", "power_source", "level", "body_nature"),
            *("delegating_department", "delegation_notice", "delegated_since", "audience"),
        ),
        "受委托行使的，要写明委托部门和公告链接。",
    ),
    Section(
        "limits",
        "时限和方式",
        (
            *("handling", "statutory", "promised", "channels", "visits", "visit_reason"),
            *("special_procedures", "effective_on", "ends_on"),
        ),
        "承诺时限不得长于法定时限；即办件填 0。",
    ),
    Section(
        "where",
        "地点、时间和电话",
        ("location", "hours", "consult", "supervise", "in_hall", "is_bookable", "towns"),
    ),
    Section(
        "online",
        "网办和其他",
        (
            *("is_online", "online_depth", "online_url", "by_post", "pays_online", "self_service"),
            *("scope", "quota", "intermediary", "joint_bodies", "person_topics", "legal_topics"),
        ),
        "到现场次数为 0 的，必须能网上办到底。",
    ),
    Section("result", "办理结果", ("result_kind", "result_name", "result_sample")),
    Section("steps", "办理流程", ("steps",), "一步一行，天数按工作日算，当场办完写 0。"),
    Section("materials", "办理材料", ("materials",), "逐项写清楚，不能写“其他材料”。"),
    Section("charged", "是否收费", ("is_charged",)),
    Section(
        "fees", "收费项目", ("fee_items",), "收费的必须写依据，没有法律、行政法规依据不得收费。"
    ),
    Section("faqs", "常见问题", ("faqs",)),
    Section("form", "申请表单", ("form",), "JSON Schema 2020-12 的子集；不填用通用申请表。"),
)

# Row forms: key, label, kind (text, long, whole, choice, yes), choices.
RowField = tuple[str, str, str, Mapping[str, str]]
_NONE: Mapping[str, str] = {}
ROW_FIELDS: Mapping[str, tuple[RowField, ...]] = {
    "steps": (
        ("name", "步骤", "text", _NONE),
        ("by", "谁来办", "text", _NONE),
        ("days", "用时（工作日）", "whole", _NONE),
        ("text", "做什么", "long", _NONE),
    ),
    "materials": (
        ("name", "材料名称", "text", _NONE),
        ("document_type", "证件类型", "choice", DOCUMENT_TYPES),
        ("required", "必要性", "choice", NEEDS),
        ("source", "来源渠道", "choice", SOURCES),
        ("source_note", "来源说明", "text", _NONE),
        ("medium", "形式", "choice", MEDIA),
        ("original", "原件份数", "whole", _NONE),
        ("copies", "复印件份数", "whole", _NONE),
        ("notes", "填报须知", "long", _NONE),
        ("acceptance", "受理标准", "long", _NONE),
        ("basis", "要求提供依据", "text", _NONE),
        ("blank_url", "空白表格链接", "text", _NONE),
        ("sample_url", "示例样表链接", "text", _NONE),
        ("is_shared", "可以共享获得", "yes", _NONE),
        ("is_proof", "是证明材料", "yes", _NONE),
        ("proof_basis", "证明事项清单依据", "text", _NONE),
    ),
    "fees": (
        ("name", "收费项目", "text", _NONE),
        ("standard", "收费标准", "text", _NONE),
        ("basis", "收费依据", "text", _NONE),
        ("is_reducible", "允许减免", "yes", _NONE),
        ("reduction_basis", "减免依据", "text", _NONE),
    ),
    "faqs": (
        ("question", "问题", "text", _NONE),
        ("answer", "答案", "long", _NONE),
    ),
}


def section_of(slug: str) -> Section | None:
    """Return the section of a slug, or None."""
    return next((section for section in SECTIONS if section.slug == slug), None)


class ElementsForm(forms.Form):
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
                field.label = element.label + ("" if not element.is_demanded else " ★")
                field.required = False
                field.initial = _initial(element, elements.get(key))
                self.fields[key] = field

    def _add_limit(self, element: Element, value: Any) -> None:
        known = value or {}
        parts = (
            ("n", element.label + " ★", forms.IntegerField(min_value=0, max_value=9999)),
            ("unit", f"{element.label}单位", forms.ChoiceField(choices=TimeUnit.choices)),
            ("note", f"{element.label}说明", forms.CharField(max_length=200)),
        )
        for part, label, field in parts:
            field.label, field.required = label, False
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


class RowForm(forms.Form):
    """One row of a list of steps, materials, fees or questions."""

    def __init__(self, shape: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if shape == "materials":
            self.fields["id"] = forms.CharField(
                required=False, max_length=40, widget=forms.HiddenInput
            )
        for key, label, kind, choices in ROW_FIELDS[shape]:
            field = _row_field(kind, choices)
            field.label, field.required = label, False
            self.fields[key] = field


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
        for place in range(min(count, 60))
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
    "yes": lambda _: forms.ChoiceField(choices=_YES_NO),
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


def _row_field(kind: str, choices: Mapping[str, str]) -> forms.Field:
    if kind == "choice":
        return forms.ChoiceField(choices=[("", "请选择"), *choices.items()])
    if kind == "whole":
        return forms.IntegerField(min_value=0, max_value=999)
    if kind == "yes":
        return forms.ChoiceField(choices=_YES_NO)
    if kind == "long":
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    return forms.CharField(max_length=500)


def _row_initial(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: ("是" if value else "否") if isinstance(value, bool) else value
        for key, value in row.items()
    }


class ReasonForm(forms.Form):
    """Why an item is suspended."""

    because = forms.CharField(label="暂停办理的原因", max_length=300, help_text="会公开显示。")


class NoteForm(forms.Form):
    """What the editor says of a new version."""

    note = forms.CharField(
        label="这一版改了什么",
        max_length=300,
        required=False,
        help_text="会公开显示；不写则由系统列出改动的要素。",
    )
