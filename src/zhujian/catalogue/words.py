"""The words of this room in the journal."""

from zhujian.kernel.journal import Audience, Verb

WORDS = {
    "item.publish": Verb("{organisation}发布了办事指南第 {version} 版", Audience.PUBLIC),
    "item.list": Verb("{organisation}列出了事项，指南完善中", Audience.PUBLIC),
    "item.suspend": Verb("{organisation}暂停办理这个事项", Audience.PUBLIC),
    "item.resume": Verb("{organisation}恢复办理这个事项", Audience.PUBLIC),
    "item.draft": Verb("修改了办事指南草稿", Audience.INTERNAL),
    "item.import": Verb(
        "导入事项：新增 {created} 项，更新 {changed} 项，其中发布完整指南 {published} 项，"
        "拒绝 {refused} 行",
        Audience.INTERNAL,
    ),
    "item.offer": Verb("更新了 {offers} 处办理地点", Audience.INTERNAL),
    "grant.record": Verb("{organisation}将 {items} 个事项交由 {target} 办理", Audience.PUBLIC),
}
