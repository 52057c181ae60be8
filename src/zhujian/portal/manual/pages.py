"""The table of help pages; the texts are `templates/portal/help/<slug>.html`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One help page: `names` are other words by which people look for it."""

    slug: str
    group: str
    title: str
    lead: str
    template: str
    names: tuple[str, ...] = ()


HELP_PAGES: tuple[HelpPage, ...] = (
    HelpPage(
        "search",
        "办事之前",
        "怎样找到要办的事",
        "用平常说的话搜索，不用知道正式名称。",
        "portal/help/search.html",
        ("搜索不到怎么办", "怎么搜索"),
    ),
    HelpPage(
        "guide",
        "办事之前",
        "怎样看懂办事指南",
        "先看四件事：带什么、去哪里、多久、多少钱。",
        "portal/help/guide.html",
        ("办事指南怎么看", "怎样打印指南"),
    ),
    HelpPage(
        "sign-in",
        "办事之前",
        "怎样登录",
        "凭手机验证码登录，不用记密码。",
        "portal/help/sign-in.html",
        ("收不到验证码", "怎么注册", "登录不了"),
    ),
    HelpPage(
        "no-phone",
        "办事之前",
        "没有手机、手机号换了怎么办",
        "到窗口一样能办，查进度只要编号。",
        "portal/help/no-phone.html",
        ("换号码了", "老人不会用手机", "不会上网怎么办事"),
    ),
    HelpPage(
        "apply",
        "申请",
        "怎样在网上申请",
        "填一页存一页，没填完可以改天接着填。",
        "portal/help/apply.html",
        ("网上怎么办", "网上办理流程", "怎么提交申请"),
    ),
    HelpPage(
        "materials",
        "申请",
        "材料怎样拍照、上传",
        "拍清楚、拍完整，一份材料可以传几个文件。",
        "portal/help/materials.html",
        ("照片传不上去", "文件太大", "上传失败"),
    ),
    HelpPage(
        "correction",
        "申请",
        "收到补正通知怎么办",
        "缺什么会一次告诉您，照着补就行。",
        "portal/help/correction.html",
        ("材料不齐", "补材料", "退件"),
    ),
    HelpPage(
        "track",
        "办理中",
        "怎样查进度",
        "像查快递一样，输入编号就能看到每一步。",
        "portal/help/track.html",
        ("查办件", "编号忘了", "办到哪一步了"),
    ),
    HelpPage(
        "dates",
        "办理中",
        "日期是怎样算出来的",
        "按工作日算，节假日不算，调休上班的周末要算。",
        "portal/help/dates.html",
        ("工作日怎么算", "几天能办好", "超期了怎么办"),
    ),
    HelpPage(
        "refused",
        "办完以后",
        "对结果不满意、不服怎么办",
        "先问清理由，再选合适的办法。",
        "portal/help/refused.html",
        ("行政复议", "投诉", "不予受理", "被拒绝了"),
    ),
    HelpPage(
        "rate",
        "办完以后",
        "怎样评价",
        "一次办理评价一次，好的差的都可以说。",
        "portal/help/rate.html",
        ("打分", "好评差评", "给差评"),
    ),
    HelpPage(
        "results",
        "办完以后",
        "办理结果为什么公示",
        "法律要求公开的才公示，个人只写姓氏，期满自动撤除。",
        "portal/help/results.html",
        ("不想公示", "撤下公示", "公示异议"),
    ),
    HelpPage(
        "privacy",
        "您的权利",
        "个人信息怎样保护",
        "只收办事必需的，谁看过都有记录。",
        "portal/help/privacy.html",
        ("隐私", "个人信息保护", "删除我的信息", "谁看过我的信息"),
    ),
    HelpPage(
        "large",
        "您的权利",
        "字太小、看不清、不方便怎么办",
        "大字版、键盘、读屏都能用，也可以请窗口代办。",
        "portal/help/large.html",
        ("大字版", "放大字体", "无障碍", "读屏"),
    ),
)


def help_page(slug: str) -> HelpPage | None:
    """Return the page of that name, or None."""
    return next((page for page in HELP_PAGES if page.slug == slug), None)


def groups() -> list[tuple[str, list[HelpPage]]]:
    """Return the pages by group, in the order in which somebody goes through them."""
    found: dict[str, list[HelpPage]] = {}
    for page in HELP_PAGES:
        found.setdefault(page.group, []).append(page)
    return list(found.items())
