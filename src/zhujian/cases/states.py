"""The states of a case and the table of its moves."""

from django.db import models

from zhujian.kernel.moves import Move, Moves


class CaseState(models.TextChoices):
    """Where a case stands."""

    SUBMITTED = "submitted", "已提交，等待受理"
    ACCEPTED = "accepted", "已受理，正在办理"
    DECIDED = "decided", "已办结，等待领取或送达"
    DELIVERED = "delivered", "已送达"
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


class MaterialKind(models.TextChoices):
    """What a file is, told from its content."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG 图片"
    PNG = "png", "PNG 图片"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    OFD = "ofd", "OFD"


MOVES = Moves(
    {
        # a case begins with its submission: no state of a case allows a second one
        "submit": Move(frozenset(), CaseState.SUBMITTED, "提交"),
        "accept": Move(frozenset({CaseState.SUBMITTED}), CaseState.ACCEPTED, "受理"),
        "decide": Move(frozenset({CaseState.ACCEPTED}), CaseState.DECIDED, "作出决定"),
        "deliver": Move(frozenset({CaseState.DECIDED}), CaseState.DELIVERED, "送达"),
        "withdraw": Move(
            frozenset({CaseState.SUBMITTED, CaseState.ACCEPTED}), CaseState.WITHDRAWN, "撤回"
        ),
    }
)

OPEN_STATES = frozenset({CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.DECIDED})
FINISHED_STATES = frozenset(CaseState) - OPEN_STATES

# The states in the few letters that a table has room for.
SHORT_STATES: dict[CaseState, str] = {
    CaseState.SUBMITTED: "待受理",
    CaseState.ACCEPTED: "办理中",
    CaseState.DECIDED: "待送达",
    CaseState.DELIVERED: "已送达",
    CaseState.WITHDRAWN: "已撤回",
}

# The sign that stands beside the word of a state; colour never speaks alone.
STATE_SIGNS: dict[CaseState, str] = {
    CaseState.SUBMITTED: "waiting",
    CaseState.ACCEPTED: "info",
    CaseState.DECIDED: "info",
    CaseState.DELIVERED: "done",
    CaseState.WITHDRAWN: "quiet",
}
