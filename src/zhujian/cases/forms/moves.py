"""The small forms of the desk: one for each move, and the law's settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from zhujian.cases.forms.pledges import DAY_FORMATS
from zhujian.cases.states import LAW_SETTINGS, DeliveryWay, Outcome, PledgeFinding, Procedure
from zhujian.cases.steps.checking import MAX_NOTE
from zhujian.catalogue.states import APPLIED_KINDS, ItemKind


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
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "请填写补交的日期。",
            "invalid": "请按 2026-03-05 这样的格式填写日期。",
        },
    )
    field_order = ("missing", "by_on", "note")

    def clean_missing(self) -> list[str]:
        """Return the lines."""
        return [line.strip() for line in self.cleaned_data["missing"].splitlines() if line.strip()]


class CheckPromiseForm(NoteForm):
    """What the check of a promise found."""

    material = forms.ChoiceField(label="核查哪一项承诺", widget=forms.RadioSelect)
    finding = forms.ChoiceField(
        label="核查结果",
        choices=PledgeFinding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择核查结果。", "invalid_choice": "请选择核查结果。"},
    )
    field_order = ("material", "finding", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "查了什么、查到什么"
        self.fields["note"].help_text = "承诺不实的必填；申请人看得到。不实的，可以依法撤销决定"

    def offer(self, materials: Sequence[tuple[str, str]]) -> None:
        """Let one of these promises be chosen."""
        field = self.fields["material"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type
        field.choices = materials
        if len(materials) == 1:
            self.initial["material"] = materials[0][0]


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
