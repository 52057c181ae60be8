"""Code lists of the national service platform (`DOMAIN.md` §6.1 and §6.2)."""

from django.db.models import TextChoices


class ItemKind(TextChoices):
    """Statutory type of an item (GB/T 39046 A.1)."""

    LICENCE = "01", "行政许可"
    PENALTY = "02", "行政处罚"
    COERCION = "03", "行政强制"
    LEVY = "04", "行政征收"
    PAYMENT = "05", "行政给付"
    INSPECTION = "06", "行政检查"
    CONFIRMATION = "07", "行政确认"
    REWARD = "08", "行政奖励"
    RULING = "09", "行政裁决"
    OTHER = "10", "其他行政权力"
    SERVICE = "20", "公共服务"


# What a person may apply for; the other powers are not exercised on application (§6.1).
APPLIED_KINDS: frozenset[str] = frozenset(
    {
        ItemKind.LICENCE,
        ItemKind.PAYMENT,
        ItemKind.CONFIRMATION,
        ItemKind.REWARD,
        ItemKind.RULING,
        ItemKind.OTHER,
        ItemKind.SERVICE,
    }
)


class Audience(TextChoices):
    """Whom an item serves (服务对象)."""

    PERSON = "1", "自然人"
    ENTERPRISE = "2", "企业法人"
    INSTITUTION = "3", "事业法人"
    SOCIAL = "4", "社会组织法人"
    AGENCY = "5", "行政机关"
    OTHER = "6", "其他组织"


class BodyNature(TextChoices):
    """Nature of the body that handles an item (实施主体性质)."""

    STATUTORY = "1", "法定机关"
    AUTHORISED = "2", "授权组织"
    DELEGATED = "3", "受委托组织"
    OTHER = "9", "其他"


class PowerSource(TextChoices):
    """Where the power comes from (权力来源)."""

    OWN = "1", "法定本级行使"
    HANDED_DOWN = "2", "上级下放"
    AUTHORISED_ABOVE = "3", "上级授权"
    AUTHORISED_SAME = "4", "同级授权"
    DELEGATED_ABOVE = "5", "上级委托"
    DELEGATED_SAME = "6", "同级委托"


class Level(TextChoices):
    """Level at which the power is exercised (行使层级)."""

    NATION = "1", "国家级"
    PROVINCE = "2", "省级"
    CITY = "3", "市级"
    COUNTY = "4", "县级"
    TOWN = "5", "镇（乡、街道）级"
    VILLAGE = "6", "村（社区）级"
    GRADED = "7", "分级管理"


class Handling(TextChoices):
    """Done on the spot, or promised within days (办件类型)."""

    ON_THE_SPOT = "1", "即办件"
    PROMISED = "2", "承诺件"
    OTHER = "9", "其他"


class Channel(TextChoices):
    """How a person may apply (办理形式)."""

    WINDOW = "1", "窗口办理"
    WEB = "2", "电脑端网上办理"
    MOBILE = "3", "移动端网上办理"
    POST = "4", "快递申请"
    OTHER = "9", "其他"


class Scope(TextChoices):
    """Across which borders an item may be handled (通办范围)."""

    LOCAL = "local", "本县（市）内"
    NATION = "nation", "全国"
    PROVINCE = "province", "跨省"
    CITY = "city", "跨市"
    COUNTY = "county", "跨县"


class MaterialNeed(TextChoices):
    """Whether a material must be there (必要性)."""

    REQUIRED = "required", "必要"
    OPTIONAL = "optional", "非必要"
    DEFERRABLE = "deferrable", "容缺后补"


class MaterialSource(TextChoices):
    """Where a material comes from (来源渠道)."""

    APPLICANT = "10", "申请人自备"
    DEPARTMENT = "20", "政府部门核发"
    OTHER = "99", "其他"


class Medium(TextChoices):
    """Paper or electronic (材料形式)."""

    PAPER = "1", "纸质"
    ELECTRONIC = "2", "电子"
    BOTH = "3", "纸质或电子"


class TimeUnit(TextChoices):
    """Unit of a time limit; working days and calendar days are never mixed up."""

    WORKDAY = "workday", "个工作日"
    DAY = "day", "日"
    MONTH = "month", "个月"
