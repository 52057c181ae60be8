"""The states of a case and the table of its moves."""

from django.db import models

from zhujian.kernel.moves import Move, Moves


class CaseState(models.TextChoices):
    """Where a case stands."""

    SUBMITTED = "submitted", "已提交，等待受理"
    CORRECTING = "correcting", "已通知补正，等待申请人补交"
    ACCEPTED = "accepted", "已受理，正在办理"
    SUSPENDED = "suspended", "特别程序进行中，暂停计算期限"
    DECIDED = "decided", "已办结，等待领取或送达"
    DELIVERED = "delivered", "已送达"
    REVOKED = "revoked", "决定已撤销"
    NOT_ACCEPTED = "not-accepted", "不予受理，理由已告知申请人"
    WITHDRAWN = "withdrawn", "已撤回"


class Outcome(models.TextChoices):
    """What was decided."""

    GRANTED = "granted", "准予"
    REFUSED = "refused", "不予"


class Channel(models.TextChoices):
    """How the application came in."""

    ONLINE = "online", "网上"
    WINDOW = "window", "窗口"


class DeliveryWay(models.TextChoices):
    """How the result reached the applicant."""

    COUNTER = "counter", "窗口领取"
    POST = "post", "邮寄"
    ELECTRONIC = "electronic", "电子送达"


class Procedure(models.TextChoices):
    """What the law lets the clock stand still for (licensing law, article 45)."""

    HEARING = "hearing", "听证"
    TENDER = "tender", "招标"
    AUCTION = "auction", "拍卖"
    INSPECTION = "inspection", "检验"
    TESTING = "testing", "检测"
    QUARANTINE = "quarantine", "检疫"
    APPRAISAL = "appraisal", "鉴定"
    EXPERT_REVIEW = "expert-review", "专家评审"


class ResultState(models.TextChoices):
    """How a published result stands."""

    STANDING = "standing", "公示中"
    CORRECTED = "corrected", "已更正"
    TAKEN_DOWN = "taken-down", "已撤下"


class TakeDownReason(models.TextChoices):
    """Why a published result is taken down before its time; shown to everybody in its place."""

    PRIVACY = "privacy", "涉及个人隐私"
    SECRET = "secret", "涉及商业秘密"
    MISTAKE = "mistake", "公示的内容有误"
    OBJECTION = "objection", "申请人提出异议，经核实成立"
    OTHER = "other", "依法不宜继续公示"


class MaterialKind(models.TextChoices):
    """What a file is, told from its content; or paper, seen and taken at a window."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG 图片"
    PNG = "png", "PNG 图片"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    OFD = "ofd", "OFD"
    PAPER = "paper", "纸质"


class FeeState(models.TextChoices):
    """Where a fee stands."""

    DUE = "due", "待缴"
    PAID = "paid", "已缴"
    WAIVED = "waived", "已减免"
    REFUNDED = "refunded", "已退"


class PaymentWay(models.TextChoices):
    """How a fee was paid."""

    CASH = "cash", "现金"
    CARD = "card", "银行卡"
    SCAN = "scan", "扫码"
    TRANSFER = "transfer", "转账"


class NoticeKind(models.TextChoices):
    """The papers that a case gives to its applicant."""

    RECEIPT = "receipt", "收件回执"
    CORRECTION = "correction", "一次性补正告知书"
    ACCEPTANCE = "acceptance", "受理通知书"
    NON_ACCEPTANCE = "non-acceptance", "不予受理决定书"
    SUSPENSION = "suspension", "特别程序告知书"
    EXTENSION = "extension", "延长办理期限告知书"
    DECISION = "decision", "决定书"
    DECISION_CORRECTION = "decision-correction", "决定更正书"
    REVOCATION = "revocation", "撤销决定书"


# The two letters of a kind in the number of a paper.
NOTICE_LETTERS: dict[NoticeKind, str] = {
    NoticeKind.RECEIPT: "SJ",
    NoticeKind.CORRECTION: "BZ",
    NoticeKind.ACCEPTANCE: "SL",
    NoticeKind.NON_ACCEPTANCE: "BS",
    NoticeKind.SUSPENSION: "TB",
    NoticeKind.EXTENSION: "YC",
    NoticeKind.DECISION: "JD",
    NoticeKind.DECISION_CORRECTION: "GZ",
    NoticeKind.REVOCATION: "CX",
}


class PledgeKind(models.TextChoices):
    """What a person promised: the material later (容缺), or to answer for it instead (告知承诺)."""

    LATER = "later", "稍后补交"
    INSTEAD = "instead", "告知承诺"


class PledgeFinding(models.TextChoices):
    """What a check after the fact found of a promise that stands instead of a proof."""

    MATCHED = "matched", "核查相符"
    UNTRUE = "untrue", "承诺不实"


MOVES = Moves(
    {
        # a case begins with its submission: no state of a case allows a second one
        "submit": Move(frozenset(), CaseState.SUBMITTED, "提交"),
        "accept": Move(frozenset({CaseState.SUBMITTED}), CaseState.ACCEPTED, "受理"),
        "deem-accepted": Move(frozenset({CaseState.SUBMITTED}), CaseState.ACCEPTED, "视为受理"),
        "request-correction": Move(
            frozenset({CaseState.SUBMITTED}), CaseState.CORRECTING, "通知补正"
        ),
        "submit-correction": Move(
            frozenset({CaseState.CORRECTING}), CaseState.SUBMITTED, "提交补正"
        ),
        # what was promised for later is handed in; the case stays where it is
        "supply": Move(
            frozenset(
                {
                    CaseState.SUBMITTED,
                    CaseState.CORRECTING,
                    CaseState.ACCEPTED,
                    CaseState.SUSPENDED,
                    CaseState.DECIDED,
                    CaseState.DELIVERED,
                }
            ),
            "",
            "补交材料",
        ),
        "check-promise": Move(
            frozenset({CaseState.DECIDED, CaseState.DELIVERED}), "", "核查告知承诺"
        ),
        "refuse": Move(
            frozenset({CaseState.SUBMITTED, CaseState.CORRECTING}),
            CaseState.NOT_ACCEPTED,
            "不予受理",
        ),
        "suspend": Move(frozenset({CaseState.ACCEPTED}), CaseState.SUSPENDED, "暂停计时"),
        "resume": Move(frozenset({CaseState.SUSPENDED}), CaseState.ACCEPTED, "恢复计时"),
        "resume-on-time": Move(frozenset({CaseState.SUSPENDED}), CaseState.ACCEPTED, "期满恢复"),
        "extend": Move(frozenset({CaseState.ACCEPTED}), CaseState.ACCEPTED, "延长期限"),
        "decide": Move(frozenset({CaseState.ACCEPTED}), CaseState.DECIDED, "作出决定"),
        "deliver": Move(frozenset({CaseState.DECIDED}), CaseState.DELIVERED, "送达"),
        # a corrected decision is delivered once more
        "correct": Move(
            frozenset({CaseState.DECIDED, CaseState.DELIVERED}), CaseState.DECIDED, "更正决定"
        ),
        "revoke": Move(
            frozenset({CaseState.DECIDED, CaseState.DELIVERED}), CaseState.REVOKED, "撤销决定"
        ),
        "withdraw": Move(
            frozenset(
                {
                    CaseState.SUBMITTED,
                    CaseState.CORRECTING,
                    CaseState.ACCEPTED,
                    CaseState.SUSPENDED,
                }
            ),
            CaseState.WITHDRAWN,
            "撤回",
        ),
    }
)

# What happens to a result while it is published.
RESULT_MOVES = Moves(
    {
        "correct": Move(
            frozenset({ResultState.STANDING, ResultState.CORRECTED}),
            ResultState.CORRECTED,
            "更正公示",
        ),
        "take-down": Move(
            frozenset({ResultState.STANDING, ResultState.CORRECTED}),
            ResultState.TAKEN_DOWN,
            "撤下公示",
        ),
    }
)

# The states in which a promised material may still come: it may be granted before its day.
AWAITING_STATES = MOVES["supply"].sources

# What the timer does by itself; nobody may.
TIMER_MOVES = frozenset({"deem-accepted", "resume-on-time"})

# The rules of DOMAIN §12 that the county may leave off for a statutory type, and what they do.
LAW_SETTINGS: dict[str, str] = {
    "SVC-04": "逾期不告知，自收到申请材料之日起视为受理",
    "SVC-05": "延长办结期限最多 10 个工作日",
    "SVC-06": "特别程序期满自动恢复计时",
}

OPEN_STATES = frozenset(
    {
        CaseState.SUBMITTED,
        CaseState.CORRECTING,
        CaseState.ACCEPTED,
        CaseState.SUSPENDED,
        CaseState.DECIDED,
    }
)
FINISHED_STATES = frozenset(CaseState) - OPEN_STATES

# What the next date of an open case asks for, and whose move the case waits for.
DUE_WORDS: dict[CaseState, str] = {
    CaseState.SUBMITTED: "最迟答复是否受理",
    CaseState.CORRECTING: "请在此前补交",
    CaseState.ACCEPTED: "最迟办结",
    CaseState.SUSPENDED: "预计最迟办结",
    CaseState.DECIDED: "最迟送达",
}
WAITS_FOR: dict[CaseState, str] = {
    CaseState.SUBMITTED: "等待窗口或承办人受理。",
    CaseState.CORRECTING: "等待申请人补交。",
    CaseState.ACCEPTED: "等待审批人作出决定。",
    CaseState.SUSPENDED: "特别程序结束或者期满后恢复计时。",
    CaseState.DECIDED: "等待窗口或承办人送达。",
}

# The states in the few letters that a table has room for.
SHORT_STATES: dict[CaseState, str] = {
    CaseState.SUBMITTED: "待受理",
    CaseState.CORRECTING: "待补正",
    CaseState.ACCEPTED: "办理中",
    CaseState.SUSPENDED: "暂停中",
    CaseState.DECIDED: "待送达",
    CaseState.DELIVERED: "已送达",
    CaseState.REVOKED: "已撤销",
    CaseState.NOT_ACCEPTED: "不予受理",
    CaseState.WITHDRAWN: "已撤回",
}

# The sign that stands beside the word of a state; colour never speaks alone.
STATE_SIGNS: dict[CaseState, str] = {
    CaseState.SUBMITTED: "waiting",
    CaseState.CORRECTING: "waiting",
    CaseState.ACCEPTED: "info",
    CaseState.SUSPENDED: "waiting",
    CaseState.DECIDED: "info",
    CaseState.DELIVERED: "done",
    CaseState.REVOKED: "quiet",
    CaseState.NOT_ACCEPTED: "quiet",
    CaseState.WITHDRAWN: "quiet",
}
