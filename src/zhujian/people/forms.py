"""Shape of input; what is right and wrong is said by the actions."""

from django import forms

from zhujian.people.roles import Scope

_CODE = {
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "class": "is-short",
    "maxlength": "20",
}


def _missing(text: str) -> dict[str, str]:
    return {"required": text}


class PhoneForm(forms.Form):
    """First page of a resident's sign-in."""

    phone = forms.CharField(
        label="手机号",
        max_length=40,
        help_text="我们会向这个手机号发送一条短信验证码。",
        error_messages=_missing("请填写手机号。") | {"max_length": "手机号应为11位数字，请核对。"},
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "class": "is-short", "maxlength": "40"}
        ),
    )


class CodeForm(forms.Form):
    """The code that was sent to the phone."""

    code = forms.CharField(
        label="短信验证码",
        max_length=20,
        help_text="6位数字，5分钟内有效。",
        error_messages=_missing("请填写短信里的6位验证码。") | {"max_length": "验证码是6位数字。"},
        widget=forms.TextInput(attrs=_CODE),
    )


class StaffForm(forms.Form):
    """First page of the staff's sign-in."""

    login = forms.CharField(
        label="登录名",
        max_length=150,
        error_messages=_missing("请填写登录名。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=1024,
        strip=False,
        error_messages=_missing("请填写密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FactorForm(forms.Form):
    """Second page of the staff's sign-in."""

    code = forms.CharField(
        label="动态码",
        max_length=20,
        help_text="打开身份验证器，输入当前显示的6位数字。",
        error_messages=_missing("请填写动态码。") | {"max_length": "动态码是6位数字。"},
        widget=forms.TextInput(attrs=_CODE),
    )


class ProfileForm(forms.Form):
    """What a resident says of himself; an ID number left empty stays as it was."""

    name = forms.CharField(
        label="姓名",
        max_length=80,
        required=False,
        help_text="与身份证上的姓名一致。申请办事时会自动填入。",
        error_messages={"max_length": "姓名最多40个字。"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "is-short"}),
    )
    id_number = forms.CharField(
        label="身份证号",
        max_length=60,
        required=False,
        help_text="留空表示不修改已保存的号码。",
        error_messages={"max_length": "身份证号应为18位，请核对。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


LASTS = {"30": "30天", "90": "90天", "365": "1年"}


class TokenForm(forms.Form):
    """What a token is for, what it may do, how long it lasts."""

    name = forms.CharField(
        label="用途",
        max_length=40,
        help_text="写清哪个程序在用，便于日后撤销。",
        error_messages=_missing("请写明用途。") | {"max_length": "用途最多40个字。"},
    )
    scopes = forms.MultipleChoiceField(
        label="可以做什么",
        choices=Scope.choices,
        initial=Scope.values,
        error_messages=_missing("请至少选择一项。")
        | {"invalid_choice": "没有「%(value)s」这样的范围。"},
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(
        label="有效期",
        choices=list(LASTS.items()),
        initial="90",
        error_messages=_missing("请选择有效期。") | {"invalid_choice": "请从列出的有效期中选择。"},
    )
