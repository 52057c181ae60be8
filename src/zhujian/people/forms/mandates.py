"""Shape of input on mandates and enterprises."""

from django import forms

from zhujian.people.forms.sign_in import missing
from zhujian.people.models import MandateKind
from zhujian.web.uploads import ACCEPTED_TEXT

_DATE = {"type": "date", "class": "is-short"}
_CODE = {"autocomplete": "off", "spellcheck": "false", "maxlength": "40"}
CAPACITIES = (
    (MandateKind.LEGAL_REPRESENTATIVE.value, "我是法定代表人（负责人）"),
    (MandateKind.STAFF.value, "我是经办人，有企业的授权委托书"),
)


def _phone(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="手机号",
        max_length=40,
        help_text=help_text,
        error_messages=missing("请填写手机号。") | {"max_length": "手机号应为11位数字，请核对。"},
        widget=forms.TextInput(attrs={"type": "tel", "class": "is-short", "autocomplete": "off"}),
    )


def _name(label: str, help_text: str = "", empty: str = "请填写姓名。") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=80,
        help_text=help_text,
        error_messages=missing(empty) | {"max_length": "姓名最多40个字。"},
        widget=forms.TextInput(attrs={"class": "is-short", "autocomplete": "off"}),
    )


def _until(*, required: bool, help_text: str) -> forms.DateField:
    return forms.DateField(
        label="授权到哪一天",
        required=required,
        help_text=help_text,
        error_messages=missing("请选择截止日期。") | {"invalid": "请按 年-月-日 填写日期。"},
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )


class EnterpriseForm(forms.Form):
    """What a licence says, and in which capacity one acts."""

    kind = forms.ChoiceField(
        label="您的身份",
        choices=CAPACITIES,
        error_messages=missing("请选择您的身份。"),
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="企业名称",
        max_length=200,
        help_text="与营业执照一致。",
        error_messages=missing("请填写企业名称。") | {"max_length": "企业名称太长，请核对。"},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    credit_code = forms.CharField(
        label="统一社会信用代码",
        max_length=40,
        help_text="营业执照上的18位代码。",
        error_messages=missing("请填写统一社会信用代码。") | {"max_length": "应为18位，请核对。"},
        widget=forms.TextInput(attrs=_CODE),
    )
    representative = _name("法定代表人（负责人）姓名", "与营业执照一致。", "请填写法定代表人姓名。")


class ClaimForm(EnterpriseForm):
    """A claim, with the licence as a file or to be shown at a window."""

    licence = forms.FileField(
        label="营业执照照片或扫描件",
        required=False,
        help_text="PDF、JPG 或 PNG，10 MB 以内。也可以不上传，带上执照原件到窗口核验。",
        error_messages={"empty": f"文件是空的。可以上传 {ACCEPTED_TEXT}。"},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class ConfirmForm(forms.Form):
    """What the clerk reads on the licence."""

    name = forms.CharField(
        label="企业名称（以执照为准）",
        max_length=200,
        error_messages=missing("请填写企业名称。"),
    )
    representative = _name("法定代表人（以执照为准）", "", "请填写法定代表人姓名。")
    until = _until(required=False, help_text="经办人按委托书填写；法定代表人可以不填。")


class ReasonForm(forms.Form):
    """Why something is turned down."""

    reason = forms.CharField(
        label="不通过的理由",
        max_length=600,
        help_text="办事人会看到，请写清缺什么、怎么补。",
        error_messages=missing("请写明理由。"),
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class InviteForm(forms.Form):
    """Whom to ask to act, for what, until when."""

    phone = _phone("我们会给这个号码发一条短信；对方用它登录后接受。")
    name = _name("对方姓名", "与对方身份证一致，只有本人能接受。")
    items = forms.CharField(
        label="可以办的事项",
        required=False,
        max_length=4000,
        help_text="不填表示全部事项。要限定的话，一行写一个完整的事项名称或编码。",
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    until = _until(required=False, help_text="到这一天为止，之后自动失效。不填表示长期有效。")


class InviteForMeForm(InviteForm):
    """Whom to ask to act for oneself: always with an end."""

    until = _until(required=True, help_text="到这一天为止，之后自动失效。最长三年。")


class AgencyForm(forms.Form):
    """For whom one wants to act."""

    name = _name("他（她）的姓名", "您要代谁办事，就写谁的姓名，与身份证一致。")
    phone = _phone("我们会给这个号码发一个确认码，请他（她）同意后告诉您。")
    until = _until(required=True, help_text="到这一天为止，之后自动失效。最长三年。")


class PaperEnterpriseForm(EnterpriseForm):
    """A licence and a letter shown at the counter, and who acts."""

    kind = forms.ChoiceField(
        label="办理人的身份",
        choices=(
            (MandateKind.LEGAL_REPRESENTATIVE.value, "法定代表人（负责人）"),
            (MandateKind.STAFF.value, "经办人，出示了授权委托书"),
        ),
        error_messages=missing("请选择办理人的身份。"),
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label="办理人的手机号或身份证号",
        max_length=40,
        help_text="完整号码。没有账号的，先在窗口收件时登记办事人。",
        error_messages=missing("请填写办理人的手机号或身份证号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    until = _until(required=False, help_text="按委托书填写；法定代表人可以不填。")


class PaperAgencyForm(forms.Form):
    """Two persons, one acting for the other, with a letter shown at the counter."""

    principal = forms.CharField(
        label="委托人的手机号或身份证号",
        max_length=40,
        help_text="完整号码。",
        error_messages=missing("请填写委托人的手机号或身份证号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    who = forms.CharField(
        label="代理人的手机号或身份证号",
        max_length=40,
        help_text="完整号码。",
        error_messages=missing("请填写代理人的手机号或身份证号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    until = _until(required=True, help_text="按委托书填写，最长三年。")
