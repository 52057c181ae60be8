"""The journal's words of the room."""

from zhujian.kernel.journal import Audience, Verb

VERBS = {
    "ops.restore": Verb("已从备份恢复数据，备份包含账本前{sequence}条记录", Audience.INTERNAL),
}
