"""States of a letter and the moves between them."""

from django.db import models

from zhujian.kernel.moves import Move, Moves


class LetterState(models.TextChoices):
    """Where a letter is."""

    QUEUED = "queued", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"


MOVES = Moves(
    {
        "send": Move(frozenset({LetterState.QUEUED}), LetterState.SENT, "发送"),
        "give_up": Move(frozenset({LetterState.QUEUED}), LetterState.FAILED, "停止重试"),
        "queue_again": Move(frozenset({LetterState.FAILED}), LetterState.QUEUED, "重新发送"),
    }
)
