"""The eight life events of the home page: what each is about, and what people then look for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to do in a life event.

    `names` are pieces of the official names of its items; `words` ask the index for more.
    """

    name: str
    words: str
    names: tuple[str, ...]

    def covers(self, *official: str) -> bool:
        """Say whether an item with these official names belongs here."""
        return any(piece in name for piece in self.names for name in official)


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One life event; `slug` names its page and its drawing."""

    slug: str
    name: str
    about: str
    topics: tuple[Topic, ...]


LIFE_EVENTS: tuple[LifeEvent, ...] = (
    LifeEvent(
        "birth",
        "生孩子",
        "出生证明、上户口、生育津贴",
        (
            Topic("开出生医学证明", "出生医学证明", ("出生医学证明",)),
            Topic("给孩子上户口", "上户口", ("户口登记", "出生登记")),
            Topic("领生育津贴", "生育津贴", ("生育津贴", "计划生育医疗费", "生育补助金")),
            Topic(
                "给孩子参加医保",
                "孩子参加医保",
                ("城乡居民参保登记", "城乡居民基本医疗保险参保登记"),
            ),
        ),
    ),
    LifeEvent(
        "school",
        "上学",
        "入学、转学、助学金",
        (
            Topic("入学", "入学办理", ("入学办理", "入学申请", "入学政策咨询")),
            Topic("转学、休学", "学籍异动", ("学籍异动", "学籍管理", "休学审批")),
            Topic("助学和减免", "学生资助", ("助学金", "学生资助", "生活补助查询", "保教费")),
            Topic("教师资格", "教师资格", ("教师资格",)),
        ),
    ),
    LifeEvent(
        "job",
        "找工作",
        "失业登记、失业金、社保卡",
        (
            Topic("失业登记", "失业登记", ("失业登记",)),
            Topic("领失业金", "失业保险金", ("失业保险金申领", "失业补助金")),
            Topic("就业补贴", "就业补贴", ("就业困难人员", "求职创业补贴", "就业见习补贴")),
            Topic("灵活就业参保", "灵活就业参保", ("灵活就业人员",)),
            Topic(
                "社会保障卡", "社会保障卡", ("社会保障卡补领", "社会保障卡挂失", "社会保障卡申领")
            ),
            Topic("劳动纠纷", "劳动仲裁", ("劳动人事争议",)),
        ),
    ),
    LifeEvent(
        "shop",
        "开店创业",
        "营业执照、食品经营、创业补贴",
        (
            Topic(
                "办营业执照", "办营业执照", ("个体工商户设立", "公司设立登记", "独资企业设立登记")
            ),
            Topic("开饭店、卖食品", "食品经营许可", ("保健食品）经营许可", "食品经营", "小经营店")),
            Topic("创业补贴和贷款", "创业补贴", ("创业担保贷款", "创业补贴申请", "创业吸纳就业")),
            Topic("给员工参保", "单位参保登记", ("单位参保登记", "企业职工参保登记")),
        ),
    ),
    LifeEvent(
        "health",
        "看病",
        "医保参保、异地就医、慢特病",
        (
            Topic(
                "参加医保",
                "参加医保",
                ("城乡居民参保登记", "职工参保登记", "基本医疗保险参保登记"),
            ),
            Topic("去外地看病", "异地就医备案", ("异地就医备案", "异地转诊", "异地长期居住")),
            Topic("门诊慢特病", "门诊慢特病", ("门诊慢特病",)),
            Topic("报销医药费", "医药费报销", ("费用报销", "医疗费用手工")),
        ),
    ),
    LifeEvent(
        "home",
        "成家安居",
        "结婚、公租房、维修资金",
        (
            Topic("结婚登记", "结婚登记", ("婚姻登记", "结婚登记", "补领结婚证")),
            Topic("公租房", "公租房", ("公共租赁住房",)),
            Topic("不动产登记", "不动产登记", ("不动产登记", "不动产权")),
            Topic("维修资金", "维修资金", ("住宅专项维修资金",)),
        ),
    ),
    LifeEvent(
        "elder",
        "养老",
        "退休、养老金、高龄津贴",
        (
            Topic(
                "参加养老保险",
                "参加养老保险",
                ("养老保险参保登记", "城乡居民基本养老保险参保"),
            ),
            Topic(
                "退休、领养老金",
                "退休 养老金",
                ("退休申请", "养老保险待遇申领", "达到法定退休年龄"),
            ),
            Topic("每年认证", "养老资格认证", ("养老保险定期待遇领取资格认证",)),
            Topic("高龄津贴", "高龄津贴", ("高龄津贴",)),
        ),
    ),
    LifeEvent(
        "relief",
        "遇到困难",
        "低保、临时救助、残疾人补贴",
        (
            Topic("低保", "低保", ("最低生活保障",)),
            Topic("临时救助", "临时救助", ("临时救助", "自然灾害生活救助")),
            Topic("特困人员、孤儿", "特困人员供养", ("特困人员", "孤儿救助")),
            Topic("残疾人证和补贴", "残疾人补贴", ("残疾人证", "残疾人生活补贴", "残疾人托养")),
        ),
    ),
)


def life_event(slug: str) -> LifeEvent | None:
    """Return the life event of that name, or None."""
    return next((event for event in LIFE_EVENTS if event.slug == slug), None)
