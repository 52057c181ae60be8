"""The shape of input at the window."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from zhujian.cases.states import DeliveryWay, PaymentWay
from zhujian.window.states import Fetcher

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class FindPersonForm(forms.Form):
    """A person by a whole number, a paper code, or surname and tail."""

    who = forms.CharField(
        label="手机号、身份证号，或者姓加尾号",
        max_length=40,
        help_text="完整号码、纸质查询码，或者「王 0001」这样的姓加手机号、身份证号后四位；"
        "查找会留下记录",
        widget=forms.TextInput(attrs={**_PLAIN, "autofocus": True, "data-find": True}),
        error_messages={
            "required": "请输入手机号、身份证号，或者姓加尾号。",
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


class HandOutForm(forms.Form):
    """Who fetches a result, or by which post it goes; the action judges."""

    how = forms.ChoiceField(
        label="怎样送达",
        choices=DeliveryWay.choices,
        initial=DeliveryWay.COUNTER,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎样送达。", "invalid_choice": "请选择怎样送达。"},
    )
    is_identified = forms.BooleanField(label="已核对领取人的身份证件", required=False)
    fetched_by = forms.ChoiceField(
        label="由谁领取",
        choices=Fetcher.choices,
        initial=Fetcher.APPLICANT,
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="受托人姓名",
        help_text="受托人领取的要出示委托书；这里只保存隐去部分的姓名",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    relation = forms.CharField(
        label="受托人与申请人的关系",
        required=False,
        max_length=40,
        help_text="例如：配偶、子女、单位经办人",
    )
    carrier = forms.CharField(label="快递公司", required=False, max_length=40)
    tracking_number = forms.CharField(
        label="运单号", required=False, max_length=60, widget=forms.TextInput(attrs=_PLAIN)
    )
    note = forms.CharField(label="给申请人的说明", required=False, max_length=300)


class ChargeForm(forms.Form):
    """What is to be paid: one of the guide's charges, and the amount."""

    name = forms.ChoiceField(label="收费项目", required=False)
    amount = forms.CharField(
        label="应缴金额（元）",
        max_length=20,
        help_text="按办事指南的收费标准计算，例如 10 或 12.50",
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "decimal", "class": "is-short"}),
        error_messages={"required": "请填写应缴金额。"},
    )

    def __init__(self, typed: object = None, *, names: Sequence[str]) -> None:
        super().__init__(typed, prefix="charge", label_suffix="")  # type: ignore[arg-type]
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type
        field.choices = [(name, name) for name in names]
        if len(names) == 1:
            field.widget = forms.HiddenInput()
            field.initial = names[0]


class PayForm(forms.Form):
    """How a fee was paid, and the number on the receipt."""

    how = forms.ChoiceField(
        label="缴费方式",
        choices=PaymentWay.choices,
        initial=PaymentWay.SCAN,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择缴费方式。", "invalid_choice": "请选择缴费方式。"},
    )
    receipt_number = forms.CharField(
        label="票据号",
        max_length=60,
        widget=forms.TextInput(attrs=_PLAIN),
        error_messages={"required": "请填写票据号。"},
    )


class GroundForm(forms.Form):
    """Why a fee is let off or given back."""

    ground = forms.CharField(
        label="依据或原因",
        max_length=500,
        error_messages={"required": "请写明依据或原因。"},
    )
