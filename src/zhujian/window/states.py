"""Where a hand-over sheet and its lines stand, and what they carry."""

from django.db import models

from zhujian.kernel.moves import Move, Moves


class Load(models.TextChoices):
    """What a sheet carries: papers to the department, or results to the window."""

    PAPERS = "papers", "申请材料"
    RESULTS = "results", "办理结果"


class SheetState(models.TextChoices):
    """Where a sheet stands."""

    OPEN = "open", "等待接收"
    RECEIVED = "received", "已接收"
    RECALLED = "recalled", "已收回"


class LineState(models.TextChoices):
    """What became of one case on a sheet."""

    OPEN = "open", "等待接收"
    RECEIVED = "received", "已接收"
    MISSING = "missing", "没有收到"
    RECALLED = "recalled", "已收回"


class Fetcher(models.TextChoices):
    """Who fetched a result at the counter."""

    APPLICANT = "applicant", "本人"
    AGENT = "agent", "受托人"


MOVES = Moves(
    {
        "make": Move(frozenset(), SheetState.OPEN, "开出"),
        "receive": Move(frozenset({SheetState.OPEN}), SheetState.RECEIVED, "接收"),
        "recall": Move(frozenset({SheetState.OPEN}), SheetState.RECALLED, "收回"),
    }
)

# The sign that stands beside the word of a state.
SHEET_SIGNS: dict[str, str] = {
    SheetState.OPEN: "waiting",
    SheetState.RECEIVED: "done",
    SheetState.RECALLED: "quiet",
}
LINE_SIGNS: dict[str, str] = {
    LineState.OPEN: "waiting",
    LineState.RECEIVED: "done",
    LineState.MISSING: "overdue",
    LineState.RECALLED: "quiet",
}
