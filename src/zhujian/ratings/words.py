"""The journal's verbs of this room, each with its Chinese sentence."""

from zhujian.kernel.journal import Audience, Verb

VERBS = {
    "rating.give": Verb("收到一条{stars}星评价", Audience.INTERNAL),
    "rating.default": Verb("到期未评价，按默认记为{stars}星", Audience.INTERNAL),
}
