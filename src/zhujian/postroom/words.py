"""The journal's verbs of this room, each with its Chinese sentence."""

from zhujian.kernel.journal import Audience, Verb

VERBS = {
    "letter.send": Verb("消息已交运营商发送", Audience.INTERNAL),
    "letter.give-up": Verb("消息多次发送失败，已停止重试", Audience.INTERNAL),
    "letter.queue-again": Verb("消息重新排队发送", Audience.INTERNAL),
    "letter.drop": Verb("消息不再发送：{reason}", Audience.INTERNAL),
    "letter.set-aside": Verb("{count} 条早先没有发出的消息不再发送"),
    "letter.return": Verb("运营商报告短信未送达", Audience.INTERNAL),
    "letter.set-limits": Verb("短信上限和免打扰时间已修改"),
    "letter.set-template": Verb("短信模板「{template}」的运营商编号改为：{carrier_id}"),
}
