"""Shape of input on a person's own pages."""

from typing import Any

from django import forms

from zhujian.people.forms.sign_in import CODE, missing
from zhujian.people.roles import Scope


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
        error_messages=missing("请写明用途。") | {"max_length": "用途最多40个字。"},
    )
    scopes = forms.MultipleChoiceField(
        label="可以做什么",
        choices=Scope.choices,
        initial=Scope.values,
        error_messages=missing("请至少选择一项。")
        | {"invalid_choice": "没有「%(value)s」这样的范围。"},
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(
        label="有效期",
        choices=list(LASTS.items()),
        initial="90",
        error_messages=missing("请选择有效期。") | {"invalid_choice": "请从列出的有效期中选择。"},
    )


class NewPhoneForm(forms.Form):
    """The new phone, and how one proves who one is."""

    phone = forms.CharField(
        label="新手机号",
        max_length=40,
        error_messages=missing("请填写新手机号。") | {"max_length": "手机号应为11位数字，请核对。"},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "is-short"}),
    )
    proof = forms.ChoiceField(
        label="怎样证明是您本人",
        choices=(
            ("old", "旧手机还能收短信，给旧手机也发一个验证码"),
            ("id", "旧手机已经不用了，核对我登记过的身份证号"),
        ),
        error_messages=missing("请选择怎样证明是您本人。"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, has_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_old:
            del self.fields["proof"]


class PhoneProofForm(forms.Form):
    """The code that came to the new phone, and the proof."""

    code = forms.CharField(
        label="新手机收到的验证码",
        max_length=20,
        help_text="6位数字，5分钟内有效。",
        error_messages=missing("请填写新手机收到的验证码。"),
        widget=forms.TextInput(attrs=CODE),
    )
    old_code = forms.CharField(
        label="旧手机收到的验证码",
        max_length=20,
        error_messages=missing("请填写旧手机收到的验证码。"),
        widget=forms.TextInput(attrs=CODE),
    )
    id_number = forms.CharField(
        label="身份证号",
        max_length=60,
        help_text="您在“个人信息”里登记过的18位号码。没有登记过的，请带身份证到窗口办理。",
        error_messages=missing("请填写身份证号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, has_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["id_number" if has_old else "old_code"]
