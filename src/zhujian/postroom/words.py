"""The journal's verbs of this room, each with its Chinese sentence."""

from zhujian.kernel.journal import Audience, Verb

VERBS = {
    "letter.send": Verb("短信已交运营商发送", Audience.INTERNAL),
    "letter.give-up": Verb("短信多次发送失败，已停止重试", Audience.INTERNAL),
    "letter.queue-again": Verb("短信重新排队发送", Audience.INTERNAL),
}
