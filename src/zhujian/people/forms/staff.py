"""Shape of input on staff: accounts, roles, passwords, deputies."""

from typing import Any

from django import forms

from zhujian.people.forms.sign_in import missing
from zhujian.people.models import Organisation, RoleGrant
from zhujian.people.roles import Role

_DATE = {"type": "date", "class": "is-short"}
_PASSWORD = {"autocomplete": "new-password"}


def _date(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        error_messages=missing("请选择日期。") | {"invalid": "请按 年-月-日 填写日期。"},
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )


class AccountForm(forms.Form):
    """A new account."""

    login = forms.CharField(
        label="登录名",
        max_length=60,
        help_text="小写字母、数字和短横，以字母开头。",
        error_messages=missing("请填写登录名。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "is-short"}),
    )
    name = forms.CharField(
        label="姓名",
        max_length=80,
        error_messages=missing("请填写姓名。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "is-short"}),
    )


class RoleForm(forms.Form):
    """A role in an organisation, with its days."""

    role = forms.ChoiceField(
        label="岗位", choices=Role.choices, error_messages=missing("请选择岗位。")
    )
    organisation = forms.ModelChoiceField(
        label="单位",
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label="请选择",
        error_messages=missing("请选择单位。") | {"invalid_choice": "没有这个单位。"},
    )
    since = _date("自", help_text="不填表示现在开始。")
    until = _date("至", help_text="不填表示长期。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["organisation"]
        chosen.queryset = Organisation.objects.active().order_by("name")  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="新密码",
        max_length=1024,
        strip=False,
        help_text="至少10个字符，不能是常见密码。",
        error_messages=missing("请填写新密码。"),
        widget=forms.PasswordInput(attrs=_PASSWORD),
    )
    again = forms.CharField(
        label="再输一次新密码",
        max_length=1024,
        strip=False,
        error_messages=missing("请再输一次新密码。"),
        widget=forms.PasswordInput(attrs=_PASSWORD),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        said = super().clean() or {}
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", "两次输入的密码不一致。")
        return said


class ChangePasswordForm(PasswordForm):
    """A new password beside the present one."""

    old = forms.CharField(
        label="现在的密码",
        max_length=1024,
        strip=False,
        error_messages=missing("请填写现在的密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")


class DeputyForm(forms.Form):
    """Who stands in, in which of one's roles, from when to when."""

    grant = forms.ModelChoiceField(
        label="哪个岗位",
        queryset=RoleGrant.objects.none(),
        empty_label="请选择",
        error_messages=missing("请选择岗位。") | {"invalid_choice": "请从列出的岗位中选择。"},
    )
    deputy = forms.CharField(
        label="代理人的登录名",
        max_length=60,
        help_text="须在同一单位任职。",
        error_messages=missing("请填写代理人的登录名。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "is-short"}),
    )
    since = _date("自", required=True)
    until = _date("至", required=True, help_text="到这一天为止，之后自动结束。最长半年。")

    def __init__(self, *args: Any, grants: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["grant"]
        chosen.queryset = grants  # type: ignore[attr-defined]
        chosen.label_from_instance = _grant_words  # type: ignore[attr-defined]


def _grant_words(grant: RoleGrant) -> str:
    return f"{grant.get_role_display()}，{grant.organisation.name}"
