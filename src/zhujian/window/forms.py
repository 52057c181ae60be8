"""The shape of input at the window."""

from django import forms


class FindPersonForm(forms.Form):
    """A person by the whole phone number or ID number."""

    who = forms.CharField(
        label="手机号或身份证号",
        max_length=40,
        help_text="输入完整号码；找到的人只显示部分信息",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={
            "required": "请输入手机号或身份证号。",
            "max_length": "号码太长，请核对。",
        },
    )


class NewPersonForm(forms.Form):
    """A person who is not known yet; the action judges the values."""

    name = forms.CharField(
        label="姓名",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写姓名。"},
    )
    phone = forms.CharField(
        label="手机号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        error_messages={"required": "请填写手机号。"},
    )
    id_number = forms.CharField(
        label="身份证号",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
