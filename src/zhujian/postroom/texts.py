"""Texts of messages: carriers demand that each is registered with its variables."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from zhujian.kernel.refusals import Refused
from zhujian.postroom.states import Urgency

NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Text:
    """One registered text: its title on the page, its words, the names of its variables.

    A text with a `number` ends, as a short message, with the address of that number's track.
    """

    title: str
    words: str
    variables: frozenset[str]
    urgency: Urgency = Urgency.NOTICE

    @property
    def registered(self) -> str:
        """The text as it is handed in at the carrier: the variables in braces."""
        if NUMBER not in self.variables:
            return f"{self.words}。"
        return f"{self.words}：{settings.SITE_DOMAIN}/track/{{{NUMBER}}}/"


def _case(title: str, words: str, *more: str, urgency: Urgency = Urgency.NOTICE) -> Text:
    return Text(title, words, frozenset({NUMBER, *more}), urgency)


TEXTS: dict[str, Text] = {
    "sign-in-code": Text(
        "登录验证码",
        "您的登录验证码是{code}，5分钟内有效。工作人员不会向您索要验证码，请勿告诉他人",
        frozenset({"code"}),
        Urgency.CODE,
    ),
    "phone-code": Text(
        "换手机号验证码",
        "您正在把办事账号的手机号换成新号，验证码{code}，5分钟内有效。不是您本人操作请勿告诉他人",
        frozenset({"code"}),
        Urgency.CODE,
    ),
    "mandate-code": Text(
        "代办确认码",
        "{agent}想代您办理政务服务，同意才把确认码{code}告诉他，5分钟内有效。不同意请勿理会",
        frozenset({"agent", "code"}),
        Urgency.CODE,
    ),
    "mandate-invitation": Text(
        "代办邀请",
        "{principal}邀请您代为办理政务服务，请用本手机号登录，在“代办授权”里答复，7天内有效",
        frozenset({"principal"}),
    ),
    "mandate-confirmed": Text(
        "企业登记已核验", "您登记的企业已通过窗口核验，登录后可以代企业办事", frozenset()
    ),
    "mandate-refused": Text(
        "企业登记未通过", "您登记的企业没有通过核验，理由请登录后在“代办授权”里查看", frozenset()
    ),
    "case-submitted": _case("申请已提交", "您的申请已提交，凭编号查进度"),
    "case-accepted": _case("申请已受理", "您的申请已受理，办结时间见"),
    "case-deemed-accepted": _case("申请视为受理", "逾期未获答复，您的申请依法视为已受理，详见"),
    "case-correction": _case("需要补正", "您的申请需要补正，请于{by_on}前补交", "by_on"),
    "case-correction-soon": _case(
        "补正快到期", "提醒：请于{by_on}前补正您的申请", "by_on", urgency=Urgency.REMINDER
    ),
    "case-corrected": _case("补正已收到", "您的补正已收到，答复期限从今天重新计算"),
    "case-not-accepted": _case("不予受理", "您的申请有书面答复，理由和救济途径见"),
    "case-suspended": _case(
        "暂停计算期限", "您的申请进入特别程序，约{days}个工作日不计期限", "days"
    ),
    "case-resumed": _case("恢复计算期限", "您的申请已恢复计算期限，新的日期见"),
    "case-extended": _case("期限延长", "您的申请办结期限延长{days}日，理由见", "days"),
    "case-late": _case("超期说明", "您的申请超过了期限，承办单位说明了理由"),
    "case-decided": _case("已有办理结果", "您的申请已有结果，请登录查看、领取并评价"),
    "case-unclaimed": _case(
        "结果等您领取",
        "您的申请的结果还没有领取，请到窗口或登录查看",
        urgency=Urgency.REMINDER,
    ),
    "case-promised-soon": _case(
        "承诺补交的材料快到期",
        "您承诺补交的材料请于{by_on}前补交",
        "by_on",
        urgency=Urgency.REMINDER,
    ),
    "case-decision-corrected": _case("决定有更正", "您的申请的决定有更正，详见"),
    "case-decision-revoked": _case("决定已撤销", "您的申请的决定已撤销，理由和救济途径见"),
    "case-delivered": _case("结果已送达", "您的申请的结果已送达，请登录作出评价"),
    "case-withdrawn": _case("申请已撤回", "您的申请已按您的要求撤回"),
    "desk-digest": Text(
        "今天要注意的办件",
        "今天要注意的办件：超期{red}件，快到期{amber}件，等待答复{waiting}件，请到工作台查看",
        frozenset({"red", "amber", "waiting"}),
        Urgency.REMINDER,
    ),
    "desk-unanswered": _case(
        "还没有答复是否受理",
        "已{day}个工作日未答复，{by_on}期满视为受理",
        "day",
        "by_on",
        urgency=Urgency.REMINDER,
    ),
}


def text_of(template: str, variables: Mapping[str, str]) -> Text:
    """Return a registered text; an unknown one or other variables are a fault of ours."""
    if template not in TEXTS:
        raise Refused("sms_template", f"没有名为「{template}」的短信模板。")
    text = TEXTS[template]
    if frozenset(variables) != text.variables:
        expected = "、".join(sorted(text.variables))
        raise Refused("sms_variables", f"短信模板「{template}」的变量应为：{expected}。")
    return text


def render(template: str, variables: Mapping[str, str]) -> str:
    """Return the Chinese text as a short message, with the address of the number it is about."""
    return text_of(template, variables).registered.format(**variables)


def shown(template: str, variables: Mapping[str, str]) -> tuple[str, str]:
    """Return title and sentence as they stand on the page, which has a link of its own.

    A text that an earlier version of the product wrote may be unknown: its title is general.
    """
    try:
        text = text_of(template, variables)
    except Refused:
        return "消息", "这条消息的内容已经过期，请打开有关的事项查看。"
    return text.title, f"{text.words.format(**variables)}。"
