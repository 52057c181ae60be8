"""The room's words for the journal."""

from zhujian.kernel.journal import Audience, Verb

VERBS = {
    "hand-over.make": Verb("开出交接单，{count} 件，{load}", Audience.INTERNAL),
    "hand-over.receive": Verb(
        "{organisation}已接收，{count} 件，没有收到 {missing} 件", Audience.INTERNAL
    ),
    "hand-over.recall": Verb("{organisation}收回了交接单", Audience.INTERNAL),
}
