"""COUNTS: every forward count of days in the catalogue of rules (DOMAIN §12), in one table."""

from dataclasses import dataclass

from zhujian.kernel.deadlines.rules import Unit


@dataclass(frozen=True, slots=True)
class Count:
    """One count: `n` units after an `event`; a setting may be changed by the county.

    `rolls`: a period in days or months that ends on a day off ends on the next working day.
    """

    rule: str
    of: str
    n: int
    unit: Unit
    title: str
    event: str
    legal: str
    is_setting: bool = False
    rolls: bool = True


DAY, MONTH, WORKDAY = Unit.DAY, Unit.MONTH, Unit.WORKDAY
LOCAL = "地方口径，可由本级调整"

COUNTS: tuple[Count, ...] = (
    Count(
        "PUB-01",
        "publish",
        20,
        WORKDAY,
        "主动公开期限",
        "信息形成或者变更",
        "政府信息公开条例第二十六条",
    ),
    Count(
        "PUB-02", "publish", 7, WORKDAY, "许可、处罚决定公开期限", "作出决定", "国办发〔2018〕118号"
    ),
    Count(
        "PUB-03",
        "withdraw",
        3,
        WORKDAY,
        "处罚信息撤回期限",
        "处罚被变更、撤销",
        "行政处罚法第四十八条、第八十五条",
    ),
    Count("PUB-04", "publish", 20, DAY, "预决算公开期限", "批准或者批复", "预算法第十四条"),
    Count(
        "GUI-01",
        "verify",
        12,
        MONTH,
        "公开指南核验期限",
        "上次核验",
        "政府信息公开条例第十二条（核验周期为惯例）",
        is_setting=True,
        rolls=False,
    ),
    Count(
        "FOI-01",
        "confirm",
        1,
        WORKDAY,
        "网上申请确认期限",
        "提交申请",
        "政府信息公开条例第三十一条（确认时限为内部规定）",
        is_setting=True,
    ),
    Count(
        "FOI-02", "correction", 7, WORKDAY, "补正告知期限", "收到申请", "政府信息公开条例第三十条"
    ),
    Count("FOI-03", "reply", 20, WORKDAY, "答复期限", "收到申请", "政府信息公开条例第三十三条"),
    Count(
        "FOI-03",
        "extended",
        40,
        WORKDAY,
        "延长后的答复期限",
        "收到申请",
        "政府信息公开条例第三十三条",
    ),
    Count(
        "FOI-04",
        "extension",
        20,
        WORKDAY,
        "答复延长期限",
        "原答复期限届满",
        "政府信息公开条例第三十三条",
    ),
    Count(
        "FOI-05",
        "third-party",
        15,
        WORKDAY,
        "第三方意见期限",
        "收到征求意见书",
        "政府信息公开条例第三十二条",
    ),
    Count(
        "FOI-05",
        "co-agency",
        15,
        WORKDAY,
        "共同制作机关意见期限",
        "收到征求意见书",
        "政府信息公开条例第三十四条",
    ),
    Count(
        "FOI-07",
        "payment",
        20,
        WORKDAY,
        "信息处理费缴纳期限",
        "收到收费通知",
        "国办函〔2020〕109号",
    ),
    Count("DOC-01", "publish", 20, WORKDAY, "文件公开期限", "成文", "政府信息公开条例第二十六条"),
    Count("DOC-02", "interpretation", 3, WORKDAY, "政策解读期限", "文件公布", "国办发〔2016〕61号"),
    Count(
        "DOC-04",
        "consultation",
        30,
        DAY,
        "征求意见最短期限",
        "公布草案",
        "重大行政决策程序暂行条例第十五条、优化营商环境条例第六十二条",
    ),
    Count(
        "WEB-01", "home", 14, DAY, "首页更新期限", "上次更新", "国办秘函〔2019〕19号", rolls=False
    ),
    Count(
        "WEB-02",
        "news",
        14,
        DAY,
        "动态、要闻类栏目更新期限",
        "上次更新",
        "国办秘函〔2019〕19号",
        rolls=False,
    ),
    Count(
        "WEB-02",
        "notices",
        6,
        MONTH,
        "通知公告、政策文件类栏目更新期限",
        "上次更新",
        "国办秘函〔2019〕19号",
        rolls=False,
    ),
    Count(
        "WEB-04", "veto", 3, MONTH, "留言回应红线", "收到留言", "国办秘函〔2019〕19号", rolls=False
    ),
    Count("WEB-04", "simple", 5, WORKDAY, "简单留言答复期限", "收到留言", LOCAL, is_setting=True),
    Count(
        "WEB-04", "ordinary", 10, WORKDAY, "一般留言答复期限", "收到留言", LOCAL, is_setting=True
    ),
    Count("WEB-04", "complex", 15, WORKDAY, "复杂留言答复期限", "收到留言", LOCAL, is_setting=True),
    Count("SVC-04", "notice", 5, WORKDAY, "补正一次告知期限", "收件", "行政许可法第三十二条"),
    Count("SVC-04", "deemed", 6, WORKDAY, "逾期未告知视为受理之日", "收件", "行政许可法第三十二条"),
    Count("SVC-05", "decision", 20, WORKDAY, "法定办结期限", "受理", "行政许可法第四十二条"),
    Count(
        "SVC-05", "extended", 30, WORKDAY, "延期后的法定办结期限", "受理", "行政许可法第四十二条"
    ),
    Count("SVC-05", "joint", 45, WORKDAY, "联合办理法定办结期限", "受理", "行政许可法第四十二条"),
    Count(
        "SVC-05",
        "joint-extended",
        60,
        WORKDAY,
        "联合办理延期后的法定办结期限",
        "受理",
        "行政许可法第四十二条",
    ),
    Count("SVC-05", "delivery", 10, WORKDAY, "送达期限", "作出决定", "行政许可法第四十四条"),
    Count("SVC-08", "supply", 10, WORKDAY, "容缺补交期限", "作出承诺", LOCAL, is_setting=True),
    Count("SVC-08", "longest", 20, WORKDAY, "容缺补交最长期限", "承诺", LOCAL, is_setting=True),
    Count(
        "SVC-04",
        "reminder",
        2,
        WORKDAY,
        "补正期限届满前提醒申请人",
        "补正期限届满（向前数）",
        LOCAL,
        is_setting=True,
    ),
    Count(
        "SVC-05",
        "amber",
        3,
        WORKDAY,
        "列入黄色预警的天数",
        "期限届满（向前数）",
        LOCAL,
        is_setting=True,
    ),
    Count(
        "SVC-05",
        "unclaimed",
        5,
        WORKDAY,
        "提醒领取结果",
        "作出决定",
        LOCAL,
        is_setting=True,
    ),
    Count(
        "EVA-02", "rectification", 15, WORKDAY, "差评整改期限", "收到差评", LOCAL, is_setting=True
    ),
    Count(
        "HOT-01",
        "consult",
        3,
        WORKDAY,
        "咨询办理期限",
        "受理",
        "四川省12345热线运行管理办法（2025年）",
        is_setting=True,
    ),
    Count(
        "HOT-01",
        "help",
        7,
        WORKDAY,
        "求助办理期限",
        "受理",
        "四川省12345热线运行管理办法（2025年）",
        is_setting=True,
    ),
    Count(
        "HOT-01",
        "suggestion",
        7,
        WORKDAY,
        "意见建议办理期限",
        "受理",
        "四川省12345热线运行管理办法（2025年）",
        is_setting=True,
    ),
    Count(
        "HOT-01",
        "complaint",
        15,
        WORKDAY,
        "投诉办理期限",
        "受理",
        "四川省12345热线运行管理办法（2025年）",
        is_setting=True,
    ),
    Count(
        "HOT-01",
        "report",
        15,
        WORKDAY,
        "举报办理期限",
        "受理",
        "四川省12345热线运行管理办法（2025年）",
        is_setting=True,
    ),
    Count(
        "OPN-01", "feedback", 10, WORKDAY, "开放日意见反馈期限", "活动结束", LOCAL, is_setting=True
    ),
)

# Rules of the catalogue that count nothing forward from an event, and why.
WITHOUT_COUNT: dict[str, str] = {
    "PUB-05": "检查的是三级审核，没有期限",
    "PUB-06": "检查的是脱敏，没有期限",
    "PUB-07": "公示期由各类公示自行载明",
    "CAT-01": "检查的是目录要素，没有期限",
    "FOI-06": "检查的是告知内容，没有期限",
    "FOI-08": "检查的是申请表，没有期限",
    "RPT-01": "是固定日期（1月31日、3月31日），不从某一事件起算",
    "RPT-02": "检查的是勾稽关系，没有期限",
    "DOC-03": "从有效期届满之日向前推算六个月，不是向后计日",
    "WEB-03": "是七日监测的占比，不是期限",
    "WEB-05": "检查的是页面标签，没有期限",
    "WEB-06": "检查的是页面底部要素，没有期限",
    "SVC-01": "检查的是指南要素，没有期限",
    "SVC-02": "检查的是事项要素，没有期限",
    "SVC-03": "检查的是委托要件，没有期限",
    "SVC-06": "特别程序所需时间逐件书面告知，没有统一天数",
    "SVC-07": "从有效期届满之日向前推算，不是向后计日",
    "EVA-01": "检查的是评价代码，没有期限",
    "EVA-03": "是代码换算，没有期限",
    "HOT-02": "检查的是派单，没有期限",
    "SEC-01": "检查的是告知内容，没有期限",
    "A11Y-01": "检查的是无障碍，没有期限",
}
