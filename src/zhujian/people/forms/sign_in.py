"""Shape of input; what is right and wrong is said by the actions."""

from django import forms

CODE = {
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "class": "is-short",
    "maxlength": "20",
}


def missing(text: str) -> dict[str, str]:
    """Return the message of a field that was left empty."""
    return {"required": text}


class PhoneForm(forms.Form):
    """First page of a resident's sign-in."""

    phone = forms.CharField(
        label="手机号",
        max_length=40,
        help_text="我们会向这个手机号发送一条短信验证码。",
        error_messages=missing("请填写手机号。") | {"max_length": "手机号应为11位数字，请核对。"},
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
        error_messages=missing("请填写短信里的6位验证码。") | {"max_length": "验证码是6位数字。"},
        widget=forms.TextInput(attrs=CODE),
    )


class StaffForm(forms.Form):
    """First page of the staff's sign-in."""

    login = forms.CharField(
        label="登录名",
        max_length=150,
        error_messages=missing("请填写登录名。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=1024,
        strip=False,
        error_messages=missing("请填写密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FactorForm(forms.Form):
    """Second page of the staff's sign-in."""

    code = forms.CharField(
        label="动态码",
        max_length=20,
        help_text="身份验证器当前显示的6位数字，或一个恢复码。",
        error_messages=missing("请填写动态码。") | {"max_length": "动态码是6位数字。"},
        widget=forms.TextInput(attrs=CODE),
    )
