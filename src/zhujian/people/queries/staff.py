"""Readings of staff: accounts, roles, deputies, lock-outs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from zhujian.kernel import clock
from zhujian.people.models import Counter, Organisation, RoleGrant, User
from zhujian.web.pages import KeyPage, page_by_key

PAGE = 50

DOORS = {
    "password-here": "密码输错（同一网络）",
    "password-name": "密码输错",
    "password-address": "密码输错（整个网络）",
    "wrong-factor": "动态码输错",
    "wrong-code-phone": "短信验证码输错",
    "code-phone": "短信验证码要得太多",
    "code-address": "短信验证码要得太多（整个网络）",
    "id-tail": "身份证后四位输错",
    "id-proof": "身份证号核对不符",
    "paper-card": "登录卡或姓名输错",
    "paper-address": "登录卡输错（整个网络）",
    "claim": "企业登记太多",
    "invitation": "邀请太多",
    "agency": "代办确认码要得太多",
}


def staff_page(*, words: str = "", organisation: str = "", after: str = "") -> KeyPage[User]:
    """Return one page of the staff by login name, narrowed by words or an organisation's slug."""
    found = User.objects.staff().prefetch_related("grants")
    if words:
        found = found.filter(Q(login__startswith=words.lower()) | Q(display_name__contains=words))
    if organisation:
        found = found.filter(grants__organisation__slug=organisation).distinct()
    return page_by_key(found, key=("login",), after=after, size=PAGE)


def staff_member(ref: str) -> User | None:
    """Return a member of staff by reference, with his grants, or None."""
    return User.objects.staff().prefetch_related("grants").filter(ref=ref).first()


def role_rows(user: User) -> list[RoleGrant]:
    """Return all grants of a person, past and coming ones too, his own first."""
    found = RoleGrant.objects.get_queryset().filter(user=user).select_related("instead_of")
    return sorted(found, key=lambda one: (one.instead_of_id is not None, one.pk))


def deputies_of(user: User) -> list[RoleGrant]:
    """Return who stands in for a person, now or from a coming day."""
    found = RoleGrant.objects.get_queryset().filter(instead_of=user, until__gte=clock.today())
    return list(found.select_related("user").order_by("since", "pk"))


def organisations_by_name() -> list[Organisation]:
    """Return the active organisations by name, to choose from."""
    return list(Organisation.objects.active().order_by("name"))


@dataclass(frozen=True, slots=True)
class LockOut:
    """A door that is shut: which, to which account where one is known, until when."""

    pk: int
    door: str
    account: str
    until: datetime


def lock_outs() -> list[LockOut]:
    """Return the doors that are shut now, those that open soonest first."""
    rows = list(Counter.objects.filter(locked_until__gt=clock.now()).order_by("locked_until")[:200])
    refs = {row.user_ref for row in rows if row.user_ref}
    names = {user.ref: user for user in User.objects.get_queryset().filter(ref__in=refs)}
    return [
        LockOut(
            row.pk,
            DOORS.get(row.scope, row.scope),
            _account_words(names.get(row.user_ref)),
            row.locked_until,
        )
        for row in rows
        if row.locked_until is not None
    ]


def _account_words(user: User | None) -> str:
    if user is None:
        return "没有对应账号"
    return f"{user.login}（{user.display_name}）" if user.login else "一位办事人"
