"""The room's words for the journal. Public sentences name no result, no item and no person."""

from zhujian.kernel.journal.states import Audience
from zhujian.kernel.journal.words import Verb

VERBS = {
    "case.submit": Verb("申请已提交", Audience.PUBLIC),
    "case.accept": Verb("{organisation}已受理", Audience.PUBLIC),
    "case.deem-accepted": Verb("逾期未答复，依法自收到申请材料之日起视为受理", Audience.PUBLIC),
    "case.set-law": Verb("「{title}」适用的事项类型改为：{kinds}"),
    "result.set-publicity": Verb("{kind}办理结果的公示改为：{words}"),
    "result.take-down": Verb("{organisation}已撤下办理结果的公示，理由见说明", Audience.PARTIES),
    "result.drop": Verb("{count} 条办理结果公示期满，已自动撤除"),
    "case.request-correction": Verb("{organisation}已一次告知需要补正的内容", Audience.PUBLIC),
    "case.submit-correction": Verb("申请人已提交补正，答复期限重新计算", Audience.PUBLIC),
    "case.supply": Verb("申请人已补交承诺后补的材料", Audience.PUBLIC),
    "case.check-promise": Verb("{organisation}已核查申请人的承诺", Audience.PUBLIC),
    "case.refuse": Verb("{organisation}决定不予受理，理由已告知申请人", Audience.PUBLIC),
    "case.suspend": Verb("{organisation}已书面告知进行{procedure}，暂停计算期限", Audience.PUBLIC),
    "case.resume": Verb("{organisation}已恢复计算期限", Audience.PUBLIC),
    "case.resume-on-time": Verb("特别程序的时间已满，期限恢复计算", Audience.PUBLIC),
    "case.extend": Verb(
        "{organisation}已批准延长期限 {days} 日，理由已告知申请人", Audience.PUBLIC
    ),
    "case.explain-delay": Verb(
        "{organisation}已说明超过期限的理由，理由已告知申请人", Audience.PUBLIC
    ),
    "case.decide": Verb("{organisation}已作出决定", Audience.PUBLIC),
    "case.correct": Verb("{organisation}已更正决定，更正的内容已告知申请人", Audience.PUBLIC),
    "case.revoke": Verb("{organisation}已撤销决定，理由已告知申请人", Audience.PUBLIC),
    "case.deliver": Verb("{organisation}已将办理结果送达申请人", Audience.PUBLIC),
    "case.withdraw": Verb("申请人已撤回申请", Audience.PUBLIC),
    "case.charge": Verb("{organisation}已登记应缴费用：{name}，{amount}", Audience.PARTIES),
    "case.pay": Verb("申请人已缴费：{name}，{amount}，票据号 {receipt}", Audience.PARTIES),
    "case.waive-fee": Verb("{organisation}已减免费用：{name}，{amount}", Audience.PARTIES),
    "case.refund": Verb("{organisation}已退还费用：{name}，{amount}", Audience.PARTIES),
    "case.see": Verb("{organisation}的工作人员查看了申请人的个人信息", Audience.PARTIES),
    "case.reuse-material": Verb(
        "{organisation}的工作人员经您同意，把这里的材料用于您新的申请", Audience.PARTIES
    ),
    "case.read-material": Verb("{organisation}的工作人员打开了申请材料", Audience.PARTIES),
    "case.read-notice": Verb("{organisation}的工作人员打印了文书", Audience.PARTIES),
}
