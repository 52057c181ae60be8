"""Shape of input at the window's pages on persons."""

from django import forms

from zhujian.people.forms.sign_in import missing


class FindForm(forms.Form):
    """A person by number, tail or card."""

    who = forms.CharField(
        label="手机号、身份证号或登录卡号",
        max_length=40,
        help_text="完整号码，或手机号、身份证号的最后4位。查到的人会看到是谁查的。",
        error_messages=missing("请填写要查找的号码。") | {"max_length": "号码太长，请核对。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class LostPhoneForm(forms.Form):
    """A new phone for a person whose old one is lost."""

    phone = forms.CharField(
        label="新手机号",
        max_length=40,
        help_text="我们会给新手机发一个验证码，请本人当面念给您。",
        error_messages=missing("请填写新手机号。") | {"max_length": "手机号应为11位数字，请核对。"},
        widget=forms.TextInput(attrs={"type": "tel", "class": "is-short", "autocomplete": "off"}),
    )
    is_id_seen = forms.BooleanField(
        label="我已当面核对本人的身份证原件",
        error_messages=missing("核对身份证原件以后才能办理。"),
    )


class PaperForm(forms.Form):
    """A card and the end of its owner's name."""

    code = forms.CharField(
        label="登录卡上的登录码",
        max_length=40,
        help_text="16位字母和数字，横线可以不写。",
        error_messages=missing("请填写登录码。") | {"max_length": "登录码是16位，请核对。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )
    name_end = forms.CharField(
        label="您姓名的最后一个字",
        max_length=40,
        error_messages=missing("请填写您姓名的最后一个字。"),
        widget=forms.TextInput(attrs={"class": "is-short", "autocomplete": "off"}),
    )
