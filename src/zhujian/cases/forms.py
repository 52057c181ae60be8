"""The shape of input: a form made from an item's schema, and the desk's small forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from zhujian.cases.states import LAW_SETTINGS, DeliveryWay, Outcome, Procedure
from zhujian.cases.steps.checking import MAX_NOTE
from zhujian.catalogue.schemas import SchemaField, validate
from zhujian.catalogue.states import APPLIED_KINDS, ItemKind

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


class NoteForm(forms.Form):
    """A move that may carry a word to the applicant."""

    note = forms.CharField(
        label="给申请人的说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_NOTE,
        error_messages={"max_length": f"说明最多 {MAX_NOTE} 个字。"},
    )


class DelayForm(NoteForm):
    """Why a case is late, in words that the applicant reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "超期的理由"
        self.fields["note"].help_text = "写明为什么超过了期限、预计什么时候办结，不要写个人信息"


class LawForm(forms.Form):
    """Which statutory types a rule binds."""

    def __init__(self, typed: QueryDict | None, *, bound: Mapping[str, Sequence[str]]) -> None:
        super().__init__(typed, initial=dict(bound), label_suffix="")
        choices = [pair for pair in ItemKind.choices if pair[0] in APPLIED_KINDS]
        for rule, title in LAW_SETTINGS.items():
            self.fields[rule] = forms.MultipleChoiceField(
                label=title,
                help_text="选中的事项类型适用这一规则",
                required=False,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "请从列出的事项类型中选择。"},
            )


class CorrectionForm(NoteForm):
    """What is missing, one thing a line, and by when it is wanted."""

    missing = forms.CharField(
        label="需要补正的内容",
        help_text="一次写全，每项一行，写明缺什么、怎样补；以后不能再次通知补正",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写明缺什么、怎样补，每项一行。"},
    )
    by_on = forms.DateField(
        label="请申请人在哪一天以前补交",
        help_text="例如 2026-03-05",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "is-short", "autocomplete": "off"}
        ),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"],
        error_messages={
            "required": "请填写补交的日期。",
            "invalid": "请按 2026-03-05 这样的格式填写日期。",
        },
    )
    field_order = ("missing", "by_on", "note")

    def clean_missing(self) -> list[str]:
        """Return the lines."""
        return [line.strip() for line in self.cleaned_data["missing"].splitlines() if line.strip()]


class RefuseForm(NoteForm):
    """Why it is not accepted, and who is competent."""

    authority = forms.CharField(
        label="有权办理的机关",
        help_text="不属于本机关职权的，请写明应当向哪个机关申请",
        required=False,
        max_length=100,
        error_messages={"max_length": "机关名称最多 100 个字。"},
    )
    field_order = ("note", "authority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "不予受理的理由"
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "不予受理必须写明理由。"


class SuspendForm(NoteForm):
    """For which procedure the clock stands still, and for how many working days."""

    procedure = forms.ChoiceField(
        label="特别程序",
        choices=[("", "请选择"), *Procedure.choices],
        error_messages={"required": "请选择特别程序。", "invalid_choice": "请选择特别程序。"},
    )
    days = forms.IntegerField(
        label="需要多少个工作日",
        help_text="这一时间书面告知申请人，期满自动恢复计时",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
        error_messages={"required": "请填写工作日数。", "invalid": "请填写整数。"},
    )
    field_order = ("procedure", "days", "note")


class ExtendForm(NoteForm):
    """How many more days, and why."""

    days = forms.IntegerField(
        label="延长多少日",
        help_text="依法最多延长十日；以工作日计算的期限延长工作日",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
        error_messages={"required": "请填写日数。", "invalid": "请填写整数。"},
    )
    field_order = ("days", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "延长的理由（告知申请人）"
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "延长期限必须写明理由，理由会告知申请人。"


class CorrectForm(NoteForm):
    """What was wrong in the decision."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "更正了什么、为什么"
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "更正决定必须写明更正了什么、为什么。"


class RevokeForm(NoteForm):
    """Why the decision is revoked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "撤销的理由和依据"
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "撤销决定必须写明理由。"


class DecideForm(NoteForm):
    """Granted or refused; the action asks for the reason of a refusal."""

    outcome = forms.ChoiceField(
        label="决定",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择准予或不予。", "invalid_choice": "请选择准予或不予。"},
    )
    field_order = ("outcome", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "理由与说明"
        self.fields["note"].help_text = "不予的，请写明理由和依据；准予的，可以写领取方式等提示"


class DeliverForm(NoteForm):
    """How the result reached the applicant."""

    how = forms.ChoiceField(
        label="送达方式",
        choices=DeliveryWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择送达方式。", "invalid_choice": "请选择送达方式。"},
    )
    field_order = ("how", "note")
