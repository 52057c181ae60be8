"""Where an item stands, and how it gets from one state to another."""

from django.db.models import TextChoices

from zhujian.kernel.moves import Move, Moves


class ItemStatus(TextChoices):
    """How much of an item the public sees."""

    DRAFT = "draft", "草稿"
    LISTED = "listed", "已列出，指南完善中"
    PUBLISHED = "published", "已发布"
    SUSPENDED = "suspended", "暂停办理"


class GrantStage(TextChoices):
    """How far a grant of power has come."""

    PILOT = "pilot", "试点"
    EVALUATED = "evaluated", "已评估"
    ROLLED_OUT = "rolled-out", "全面推开"


class GrantCategory(TextChoices):
    """What a grant moves: public services or approvals."""

    PUBLIC_SERVICE = "public-service", "公共服务"
    APPROVAL = "approval", "审批权限"


MOVES = Moves(
    {
        "list": Move(frozenset({ItemStatus.DRAFT, ItemStatus.LISTED}), ItemStatus.LISTED, "列出"),
        "publish": Move(
            frozenset(
                {
                    ItemStatus.DRAFT,
                    ItemStatus.LISTED,
                    ItemStatus.PUBLISHED,
                    ItemStatus.SUSPENDED,
                }
            ),
            ItemStatus.PUBLISHED,
            "发布办事指南",
        ),
        "suspend": Move(
            frozenset({ItemStatus.LISTED, ItemStatus.PUBLISHED}), ItemStatus.SUSPENDED, "暂停办理"
        ),
        "resume": Move(frozenset({ItemStatus.SUSPENDED}), ItemStatus.PUBLISHED, "恢复办理"),
        "relist": Move(frozenset({ItemStatus.SUSPENDED}), ItemStatus.LISTED, "恢复列出"),
    }
)
