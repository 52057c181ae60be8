"""Shape of input on the pages of reference tables; what is right the actions know."""

from django import forms

from zhujian.kernel.deadlines.actions import MOST


class DayForm(forms.Form):
    """A day that is worked or off against its weekday."""

    on = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="至",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="连续几天时填写最后一天，只有一天可以不填",
    )
    is_workday = forms.TypedChoiceField(
        label="这一天",
        choices=(("0", "放假"), ("1", "上班")),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择放假还是上班。"},
    )
    name = forms.CharField(label="名称", max_length=60, help_text="例如：春节、春节调休上班")
    note = forms.CharField(
        label="依据", max_length=200, required=False, help_text="放假通知的文号或日期"
    )


class SynonymForm(forms.Form):
    """What people say, and what the law calls it."""

    everyday = forms.CharField(label="口语说法", max_length=40, help_text="例如：低保")
    official = forms.CharField(label="正式说法", max_length=80, help_text="例如：最低生活保障")


class WordForm(forms.Form):
    """A word that is not to be cut."""

    word = forms.CharField(label="词", max_length=20, help_text="例如：年画村")


class CountForm(forms.Form):
    """The days of a count that is a setting."""

    n = forms.IntegerField(label="天数", min_value=1, max_value=MOST)


class LimitsForm(forms.Form):
    """How many short messages may go, and when reminders rest."""

    number_hour = forms.IntegerField(label="同一号码每小时最多几条", min_value=1)
    number_day = forms.IntegerField(label="同一号码每天最多几条", min_value=1)
    codes_day = forms.IntegerField(
        label="同一号码每天最多几条验证码",
        min_value=1,
        help_text="验证码单独计数，不受其他上限影响",
    )
    organisation_day = forms.IntegerField(label="一个单位每天最多几条", min_value=1)
    house_minute = forms.IntegerField(
        label="全平台每分钟最多几条", min_value=1, help_text="按运营商给的速率填写"
    )
    quiet_from = forms.TimeField(
        label="免打扰从",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="这段时间里提醒类短信等到结束后再发，通知和验证码照常",
    )
    quiet_until = forms.TimeField(
        label="免打扰到",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="与上面相同表示不设免打扰",
    )


class TemplateIdForm(forms.Form):
    """The id that the carrier gave one of the texts."""

    carrier_id = forms.CharField(
        label="运营商模板编号", max_length=64, required=False, help_text="留空表示还没有登记"
    )
