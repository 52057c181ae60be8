"""Texts of messages: carriers demand that each is registered with its variables."""

from dataclasses import dataclass

from zhujian.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Text:
    """One registered text and the names of its variables."""

    words: str
    variables: frozenset[str]


TEXTS: dict[str, Text] = {
    "sign-in-code": Text(
        "您的登录验证码是{code}，5分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。",
        frozenset({"code"}),
    ),
    "case-submitted": Text(
        "您的申请已提交，编号{number}。可凭编号在网站首页查询进度。", frozenset({"number"})
    ),
    "case-accepted": Text(
        "您的申请{number}已受理，请凭编号在网站查询办结时间。", frozenset({"number"})
    ),
    "case-deemed-accepted": Text(
        "您的申请{number}逾期未获答复，依法自收到材料之日起视为受理，请凭编号查询办结时间。",
        frozenset({"number"}),
    ),
    "case-correction": Text(
        "您的申请{number}需要补正，请于{by_on}前补交。缺什么、怎么补，请登录网站查看。",
        frozenset({"number", "by_on"}),
    ),
    "case-corrected": Text(
        "您的申请{number}的补正已收到，答复是否受理的期限从今天起重新计算。", frozenset({"number"})
    ),
    "case-not-accepted": Text(
        "您的申请{number}有书面答复，请登录网站查看理由和救济途径。", frozenset({"number"})
    ),
    "case-suspended": Text(
        "您的申请{number}进入特别程序，预计需要{days}个工作日，这段时间不计入办结期限。",
        frozenset({"number", "days"}),
    ),
    "case-resumed": Text(
        "您的申请{number}已恢复计算办结期限，请凭编号查询新的日期。", frozenset({"number"})
    ),
    "case-extended": Text(
        "您的申请{number}的办结期限延长{days}日，理由请登录网站查看。",
        frozenset({"number", "days"}),
    ),
    "case-decided": Text(
        "您的申请{number}已有办理结果，请登录网站查看或到窗口咨询。", frozenset({"number"})
    ),
    "case-decision-corrected": Text(
        "您的申请{number}的决定有更正，请登录网站查看，更正后的结果将重新送达。",
        frozenset({"number"}),
    ),
    "case-decision-revoked": Text(
        "您的申请{number}的决定已撤销，请登录网站查看理由和救济途径。", frozenset({"number"})
    ),
    "case-delivered": Text(
        "您的申请{number}的结果已送达。欢迎登录网站，对这次办理作出评价。", frozenset({"number"})
    ),
    "case-withdrawn": Text("您的申请{number}已按您的要求撤回。", frozenset({"number"})),
}


def render(template: str, variables: dict[str, str]) -> str:
    """Return the Chinese text; an unknown template or other variables are a fault of ours."""
    if template not in TEXTS:
        raise Refused("sms_template", f"没有名为「{template}」的短信模板。")
    text = TEXTS[template]
    if frozenset(variables) != text.variables:
        expected = "、".join(sorted(text.variables))
        raise Refused("sms_variables", f"短信模板「{template}」的变量应为：{expected}。")
    return text.words.format(**variables)
