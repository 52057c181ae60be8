"""What numbers of persons must look like, and how often a door may be tried: arithmetic only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stdnum.cn import uscc

from zhujian.kernel.privacy import is_id_number, is_mobile, normalise_digits

_ID_NUMBER = re.compile(r"[1-9]\d{16}[\dX]")
_OWN = re.compile(r"^(?:[县区](?!域)|市(?![场政容]|民(?!政局)))(?=[一-龥]{2})")
_PLACE = re.compile(r"^[一-龥]{2,3}?[省州市县区](?=[一-龥]{2})")
# A county's branch of an office of the prefecture: 广安市公安局广安区分局.
_BRANCH = re.compile(r"(?P<office>[一-龥]+[局委办])[一-龥]{1,6}分局")
_SEPARATE = {"admin": "系统管理员", "security": "安全管理员", "audit": "审计员"}
CODE_DIGITS = 6
CODE_TRIES = 5
CODE_LASTS = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
NAME_LONGEST = 40
REASON_LONGEST = 300
DEPUTY_AT_MOST = timedelta(days=183)
AGENCY_AT_MOST = timedelta(days=3 * 366)


def without_blanks(text: str) -> str:
    """Return the text with half-width digits and without blanks, dashes or invisible marks."""
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff\-－—]+", "", normalise_digits(text))


def normalise_phone(text: str) -> str:
    """Return a mobile number as eleven digits: blanks, dashes, +86 and full width are undone."""
    digits = without_blanks(text).replace("＋", "+")
    return re.sub(r"^(?:\+86|0086)(?=1\d{10}$)", "", digits)


def phone_problem(text: str) -> str | None:
    """Say in Chinese what is wrong with a normalised mobile number, or nothing."""
    if not text:
        return "请填写手机号。"
    if not text.isdecimal():
        return "手机号只能由数字组成。"
    if len(text) != 11:
        return f"手机号应为11位数字，您填了{len(text)}位。"
    if not is_mobile(text):
        return "手机号应以13至19开头，请核对。"
    return None


def normalise_id_number(text: str) -> str:
    """Return an ID number as 18 characters: blanks, full width and a small x are undone."""
    return without_blanks(text).replace("ｘ", "X").replace("Ｘ", "X").upper()


def id_number_problem(text: str) -> str | None:
    """Say in Chinese what is wrong with a normalised ID number, or nothing.

    Checked are the check digit (GB 11643) and that the date of birth is a real date; nothing more.
    """
    if not text:
        return "请填写身份证号。"
    if len(text) != 18:
        return f"身份证号应为18位，您填了{len(text)}位。"
    if not _ID_NUMBER.fullmatch(text) or not text.isascii():
        return "身份证号应为17位数字加1位数字或X。"
    if not _is_date_of_birth(text[6:14]):
        return "身份证号第7至14位应为真实的出生日期，请核对。"
    if not is_id_number(text):
        return "身份证号最后一位校验不符，请核对是否有一位写错。"
    return None


def _is_date_of_birth(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1800 <= born.year < 2100


def name_problem(text: str) -> str | None:
    """Say in Chinese what is wrong with a person's name, or nothing."""
    if not text:
        return "请填写姓名。"
    if len(text) > NAME_LONGEST:
        return f"姓名最多{NAME_LONGEST}个字。"
    if any(character.isdecimal() or not character.isprintable() for character in text):
        return "姓名中不能有数字或特殊符号。"
    return None


_CREDIT_KINDS = {
    "91": "company",
    "92": "individual",
    "93": "cooperative",
    "11": "public",
    "12": "public",
    "51": "social",
    "52": "social",
    "53": "social",
}
ENTERPRISE_NAME_LONGEST = 100


def normalise_credit_code(text: str) -> str:
    """Return a unified social credit code in capitals: blanks, dashes and full width are undone."""
    return without_blanks(text).upper()


def credit_code_problem(text: str) -> str | None:
    """Say in Chinese what is wrong with a normalised credit code (GB 32100), or nothing."""
    if not text:
        return "请填写统一社会信用代码。"
    if len(text) != 18:
        return f"统一社会信用代码应为18位，您填了{len(text)}位。"
    if any(letter in "IOSVZ" for letter in text):
        return "统一社会信用代码里没有字母 I、O、S、V、Z，请核对是否写成了数字1、0、5、2。"
    if not text.isascii() or not uscc.is_valid(text):
        return "统一社会信用代码的校验位不符，请对照营业执照核对每一位。"
    return None


def kind_of_credit_code(text: str) -> str:
    """Return what kind of enterprise the first two characters of a credit code say (GB 32100)."""
    return _CREDIT_KINDS.get(text[:2], "other")


def enterprise_name_problem(text: str) -> str | None:
    """Say in Chinese what is wrong with an enterprise's name, or nothing."""
    if not text:
        return "请填写企业名称。"
    if len(text) < 2 or len(text) > ENTERPRISE_NAME_LONGEST:
        return f"企业名称应为2至{ENTERPRISE_NAME_LONGEST}个字。"
    if not text.isprintable():
        return "企业名称中不能有特殊符号。"
    return None


# Carriers give a number to somebody else after 90 days at the earliest.
PHONE_TRUSTED = timedelta(days=90)
LEFT_PHONE_LASTS = timedelta(days=7)


def is_phone_doubtful(confirmed_at: datetime, *, at: datetime) -> bool:
    """Say whether a phone was not confirmed for so long that somebody else may hold it now."""
    return at - confirmed_at >= PHONE_TRUSTED


# Paper codes leave out what is misread: I, L, O, U, 0, 1. 16 of them are 78 bits.
PAPER_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PAPER_LENGTH = 16
PAPER_USES = 30
PAPER_LASTS = timedelta(days=365)


def normalise_paper_code(text: str) -> str:
    """Return a paper code as 16 characters without dashes, or "" if it cannot be one."""
    code = without_blanks(text).upper()
    is_one = len(code) == PAPER_LENGTH and all(letter in PAPER_LETTERS for letter in code)
    return code if is_one else ""


def until_problem(until: date | None, *, today: date) -> str | None:
    """Say in Chinese what is wrong with the last day of a mandate, or nothing."""
    if until is not None and until < today:
        return "截止日期不能早于今天。"
    return None


def agency_until_problem(until: date | None, *, today: date) -> str | None:
    """Say what is wrong with the last day on which one person acts for another, or nothing.

    It is named, and at most three years away.
    """
    if until is None:
        return "请写明授权到哪一天为止。"
    if until > today + AGENCY_AT_MOST:
        return "代办授权最长三年，请选择更早的日期。"
    return until_problem(until, today=today)


def reason_problem(text: str) -> str | None:
    """Say what is wrong with a reason that somebody will read, or nothing."""
    if not text:
        return "请写明理由。"
    return f"理由最多{REASON_LONGEST}个字。" if len(text) > REASON_LONGEST else None


def login_problem(text: str) -> str | None:
    """Say in Chinese what is wrong with a staff login name, or nothing."""
    if re.fullmatch(r"[a-z][a-z0-9\-]{1,39}", text):
        return None
    return "登录名由小写字母、数字和短横组成，以字母开头，2至40个字符。"


def bare_names(text: str) -> tuple[str, ...]:
    """Return the ways an organisation's name may be meant: as written, and without its county.

    区人社局 → 区人社局, 人社局; 广安市广安区税务局 → …, 税务局; 市场监督管理局 keeps its 市.
    """
    names = [re.sub(r"\s+", "", text)]
    branch = _BRANCH.fullmatch(names[0])
    if branch:
        names.append(branch["office"])
    if _OWN.match(names[-1]):
        return (*names, _OWN.sub("", names[-1]))
    while _PLACE.match(names[-1]):
        names.append(_PLACE.sub("", names[-1]))
    return tuple(names)


def separation_problem(roles: Iterable[str]) -> str | None:
    """Say which of the three separate duties (三员分立) meet in one person, or nothing."""
    held = set(roles)
    both = [label for role, label in _SEPARATE.items() if role in held]
    return f"三员分立：{'、'.join(both)}不能由同一人担任。" if len(both) > 1 else None


def mixing_problem(held: Iterable[str], role: str) -> str | None:
    """Say that a deputy would hold one of the three separate duties beside business, or nothing."""
    both = {*held, role}
    if both & set(_SEPARATE) and both - set(_SEPARATE):
        return "三员（系统、安全、审计）的岗位和业务岗位不能互相代理。"
    return None


def deputy_dates_problem(since: date, until: date, *, today: date) -> str | None:
    """Say what is wrong with the days of a deputy, or nothing."""
    if since < today:
        return "代理不能从过去的日子开始。"
    if until < since:
        return "结束日期不能早于开始日期。"
    return "代理最长半年。" if until - since > DEPUTY_AT_MOST else None


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` within `within`; once more, and the door stays shut for `shut`."""

    times: int
    within: timedelta
    shut: timedelta


LIMITS: dict[str, Limit] = {
    # a code costs money and rings somebody's phone
    "code-phone": Limit(10, timedelta(hours=1), timedelta(hours=1)),
    # a hall shares one address: this stops floods only
    "code-address": Limit(300, timedelta(hours=1), timedelta(minutes=15)),
    # wrong codes over all pending sign-ins of one phone
    "wrong-code-phone": Limit(20, timedelta(hours=1), timedelta(minutes=15)),
    # five wrong passwords of one name from one address, thirty from anywhere
    "password-here": Limit(5, timedelta(minutes=15), timedelta(minutes=15)),
    "password-name": Limit(30, timedelta(minutes=15), timedelta(minutes=15)),
    "password-address": Limit(100, timedelta(minutes=15), timedelta(minutes=15)),
    # claims to act for an enterprise, invitations, codes asked for from a relative
    "claim": Limit(10, timedelta(days=1), timedelta(days=1)),
    "invitation": Limit(20, timedelta(days=1), timedelta(days=1)),
    "agency": Limit(10, timedelta(days=1), timedelta(days=1)),
    # who somebody is, proved by the end of an ID number, the whole of it, or a card
    "id-tail": Limit(5, timedelta(days=1), timedelta(days=1)),
    "id-proof": Limit(5, timedelta(days=1), timedelta(days=1)),
    "paper-card": Limit(5, timedelta(days=1), timedelta(days=1)),
    "paper-address": Limit(30, timedelta(hours=1), timedelta(minutes=15)),
    # wrong second factors after a right password
    "wrong-factor": Limit(5, timedelta(minutes=15), timedelta(minutes=15)),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How a counter stands: times in the window that began at `since`, shut until."""

    count: int
    since: datetime
    locked_until: datetime | None


def counted(limit: Limit, tally: Tally, *, at: datetime) -> Tally:
    """Return the tally after one more time at an instant; it locks when `times` is reached."""
    if at - tally.since >= limit.within or (tally.locked_until and at >= tally.locked_until):
        tally = Tally(0, at, None)
    count = tally.count + 1
    locked = at + limit.shut if count >= limit.times else tally.locked_until
    return Tally(count, tally.since, locked)


def seconds_shut(tally: Tally, *, at: datetime) -> int:
    """Return for how many whole seconds more the door is shut, 0 if it is open."""
    if tally.locked_until is None or at >= tally.locked_until:
        return 0
    return max(1, int((tally.locked_until - at).total_seconds() + 0.999))
