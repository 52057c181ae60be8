"""States of a letter and the moves between them, ways to a person, and how urgent a text is."""

from django.db import models

from zhujian.kernel.moves import Move, Moves


class Channel(models.TextChoices):
    """The way on which a letter reaches a person."""

    SMS = "sms", "短信"
    MAIL = "mail", "邮件"
    PAGE = "page", "站内消息"


class Urgency(models.IntegerChoices):
    """What may wait: a code never, a notice of the law by no choice, a reminder for the day."""

    CODE = 0, "验证码"
    NOTICE = 1, "通知"
    REMINDER = 2, "提醒"


class LetterState(models.TextChoices):
    """Where a letter is."""

    QUEUED = "queued", "待发送"
    SENT = "sent", "已发送"
    DELIVERED = "delivered", "已送达"
    UNDELIVERED = "undelivered", "未送达"
    FAILED = "failed", "发送失败"
    DROPPED = "dropped", "不再发送"


# The states of a letter that left the house.
GONE = (LetterState.SENT, LetterState.DELIVERED, LetterState.UNDELIVERED)

MOVES = Moves(
    {
        "send": Move(frozenset({LetterState.QUEUED}), LetterState.SENT, "发送"),
        "deliver": Move(frozenset({LetterState.SENT}), LetterState.DELIVERED, "报告送达"),
        "return": Move(frozenset({LetterState.SENT}), LetterState.UNDELIVERED, "报告未送达"),
        "give_up": Move(frozenset({LetterState.QUEUED}), LetterState.FAILED, "停止重试"),
        "drop": Move(frozenset({LetterState.QUEUED}), LetterState.DROPPED, "不再发送"),
        "queue_again": Move(
            frozenset({LetterState.FAILED, LetterState.UNDELIVERED}),
            LetterState.QUEUED,
            "重新发送",
        ),
    }
)
