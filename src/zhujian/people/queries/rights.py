"""What is known of a person, to take along, and what stays when he deletes his account."""

from typing import Any

from zhujian.people.models import ApiToken, Mandate, PaperCode, User
from zhujian.people.queries.looks import looks_at
from zhujian.people.queries.sign_ins import sessions_of
from zhujian.people.rights import Kept, sources

LOOKS = 500

LASTING = (
    Kept(
        "操作记录",
        "网络安全法要求留存日志；记录里只有代号，没有姓名、证件和手机号",
        "不少于六个月，随平台保存",
    ),
    Kept("代办授权的登记", "供查证授权是否真实；里面只有代号", "随平台保存"),
)


def own_data(user: User) -> dict[str, Any]:
    """Return everything that is known of a resident, room by room, as JSON-like values."""
    resident = user.resident
    looks, _ = looks_at(user, size=LOOKS)
    return {
        "个人信息": {
            "姓名": resident.full_name,
            "身份证号": resident.id_number,
            "手机号": resident.phone,
            "账号建立时间": user.created_at,
        },
        "代办授权": [
            _mandate(one, "我代" if one.person_id == user.pk else "由其代我")
            for one in Mandate.objects.filter(person=user).with_names()
            | Mandate.objects.filter(principal=user).with_names()
        ],
        "登录": [
            {"设备": one.device, "网络": one.network, "时间": one.started_at}
            for one in sessions_of(user)
        ],
        "登录卡": [
            {"尾号": one.tail, "发放": one.created_at, "有效期至": one.expires_at}
            for one in PaperCode.objects.filter(user=user)
        ],
        "程序访问令牌": [
            {"用途": one.name, "尾号": one.tail, "签发": one.created_at}
            for one in ApiToken.objects.filter(user=user)
        ],
        "谁看过": [
            {"时间": one.at, "单位": one.organisation, "内容": one.what, "办件": one.file}
            for one in looks
        ],
    } | {source.title: source.export(user) for source in sources()}


def _mandate(mandate: Mandate, relation: str) -> dict[str, Any]:
    is_mine = relation == "我代"
    other = mandate.principal_name if is_mine else mandate.person.shown_name
    return {
        "关系": relation,
        "对方": other,
        "身份": mandate.get_kind_display(),
        "自": mandate.since,
        "至": mandate.until,
        "撤销": mandate.revoked_at,
    }


def kept_of(user: User) -> list[Kept]:
    """Return what stays when a person deletes his account, what still runs first."""
    found = [kept for source in sources() for kept in source.kept(user)]
    return sorted([*found, *LASTING], key=lambda kept: not kept.is_running)
