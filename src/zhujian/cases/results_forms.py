"""The shape of input around published results; what is right the actions know."""

from django import forms

from zhujian.cases.states import TakeDownReason


class PublicityForm(forms.Form):
    """How the results of one statutory type are published."""

    is_public = forms.TypedChoiceField(
        label="办理结果",
        choices=(("1", "公示"), ("0", "不公示")),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是否公示。", "invalid_choice": "请选择是否公示。"},
    )
    covers_refusals = forms.TypedChoiceField(
        label="公示哪些决定",
        choices=(("0", "只公示准予的"), ("1", "准予的和不予的都公示")),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择公示哪些决定。",
            "invalid_choice": "请选择公示哪些决定。",
        },
    )
    ground = forms.CharField(
        label="公示的法律依据",
        help_text="写明文件名称和条款，会显示在每条公示旁边",
        error_messages={"required": "请写明公示的法律依据。"},
    )
    days = forms.IntegerField(
        label="公示多少日",
        help_text="自作出决定的第二日起算，日历日；期满自动撤除",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
        error_messages={"required": "请填写公示天数。", "invalid": "请填写整数。"},
    )


class TakeDownForm(forms.Form):
    """Why a result is taken down."""

    reason = forms.ChoiceField(
        label="撤下的原因（公开显示）",
        choices=TakeDownReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择原因。", "invalid_choice": "请选择原因。"},
    )
    note = forms.CharField(
        label="经过和理由",
        help_text="只有申请人和办理单位看得到，并写入日志",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明撤下的经过和理由。"},
    )
