"""The eight life events of the home page: what each is about, and what people then look for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to do in a life event: its name, and the words that find its items."""

    name: str
    words: str


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
            Topic("开出生医学证明", "出生医学证明 签发"),
            Topic("给孩子上户口", "出生登记 上户口"),
            Topic("领生育津贴、报销费用", "生育津贴支付"),
            Topic("给孩子参加医保", "城乡居民基本医疗保险 参保登记"),
        ),
    ),
    LifeEvent(
        "school",
        "上学",
        "入学、转学、助学金",
        (
            Topic("入学办理", "义务教育阶段入学办理"),
            Topic("转学、休学", "学籍异动办理"),
            Topic("助学和减免", "学生资助 助学金 免学费"),
            Topic("教师资格", "教师资格认定"),
        ),
    ),
    LifeEvent(
        "work",
        "找工作",
        "就业登记、失业金、社保卡",
        (
            Topic("失业登记", "失业登记"),
            Topic("领失业保险金", "失业保险金申领"),
            Topic("灵活就业参保", "灵活就业人员参保登记"),
            Topic("补领社会保障卡", "社会保障卡补领"),
            Topic("劳动纠纷", "劳动人事争议"),
        ),
    ),
    LifeEvent(
        "shop",
        "开店创业",
        "营业执照、食品经营、创业补贴",
        (
            Topic("办营业执照", "企业设立登记"),
            Topic("开饭店、卖食品", "食品经营许可"),
            Topic("创业补贴和贷款", "创业担保贷款 创业补贴申请"),
            Topic("登记税务信息", "税务登记信息确认"),
        ),
    ),
    LifeEvent(
        "health",
        "看病",
        "医保参保、异地就医、慢特病",
        (
            Topic("参加医保", "基本医疗保险参保登记"),
            Topic("去外地看病", "异地就医备案"),
            Topic("门诊慢特病待遇", "门诊慢特病病种待遇认定"),
            Topic("报销医药费", "医疗费用报销 手工报销"),
        ),
    ),
    LifeEvent(
        "home",
        "成家安居",
        "结婚、买房租房、公积金",
        (
            Topic("结婚登记", "婚姻登记 结婚登记预约"),
            Topic("不动产登记", "不动产登记"),
            Topic("公租房", "公共租赁住房申请资格审核"),
            Topic("维修资金", "住宅专项维修资金"),
        ),
    ),
    LifeEvent(
        "elder",
        "养老",
        "退休、养老金、高龄津贴",
        (
            Topic("参加城乡居民养老保险", "城乡居民养老保险参保登记"),
            Topic("退休、领养老金", "职工退休申请 养老保险待遇申领"),
            Topic("每年认证", "养老保险待遇领取资格认证"),
            Topic("高龄津贴", "高龄津贴"),
        ),
    ),
    LifeEvent(
        "relief",
        "遇到困难",
        "低保、临时救助、残疾人补贴",
        (
            Topic("最低生活保障", "最低生活保障"),
            Topic("临时救助", "临时救助"),
            Topic("特困人员供养", "特困人员救助供养"),
            Topic("残疾人证和补贴", "残疾人证新办 困难残疾人生活补贴"),
        ),
    ),
)


def life_event(slug: str) -> LifeEvent | None:
    """Return the life event of that name, or None."""
    return next((event for event in LIFE_EVENTS if event.slug == slug), None)
