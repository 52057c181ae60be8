"""The law of a case as arithmetic: which term counts, why a date is that date, what is told."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.rules import Unit, add_months
from zhujian.kernel.privacy import detect, mask_name, normalise_digits

UNIT_WORDS = {Unit.WORKDAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月"}
RETENTION_YEARS = 10
MAX_CORRECTION_DAYS = 180
RENEWAL_DAYS = 30
MAX_PROCEDURE_DAYS = 250
MAX_LOCAL_EXTENSION = 250
MAX_FEE_FEN = 1_000_000_000
_WIDE_SIGNS = str.maketrans("．，", ".,")
_YUAN = re.compile(r"(?P<yuan>\d{1,3}(,\d{3})+|\d{1,8})(\.(?P<part>\d{1,2}))?")
REMEDIES = (
    "不服的，可以自收到之日起六十日内申请行政复议，"
    "也可以自收到之日起六个月内向人民法院提起行政诉讼。"
)

# What stands in the name of an organisation and in no person's.
_ORGANISATION = re.compile(
    r"公司|合作社|中心|工作室|经营部|协会|学会|商会|联合会|基金会|委员会|企业|集团|个体工商户"
    r"|(?:[厂店行社馆所院校园场站局]|银行|政府|超市)[）)]?$"
)
UNNAMED = "申请人"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of `n` units; `n` 0 is done on the spot."""

    n: int
    unit: Unit

    @property
    def words(self) -> str:
        """Return the term as people say it."""
        return f"{self.n} {UNIT_WORDS[self.unit]}" if self.n else "当场办结"


def handling_term(*, promised: Term | None, statutory: Term | None) -> Term | None:
    """SVC-05: the promised term counts where there is one, else the statutory term."""
    return promised if promised is not None else statutory


def explanation(
    *,
    counted: str,
    promised: Term | None,
    statutory: Term | None,
    by: date | None,
    is_shifted: bool = False,
) -> str:
    """SVC-05: return why a decision is due on its day, with the statutory date named beside it.

    `counted` is the kernel's account of the count, `by` the statutory date; `is_shifted`: pauses
    or extensions moved it.
    """
    if promised is None or statutory is None or by is None:
        return counted
    if promised == statutory:
        return f"{counted}承诺期限与法定期限相同。"
    shifted = "，扣除暂停、加上延长" if is_shifted else ""
    return (
        f"{counted}法定期限为 {statutory.words}{shifted}，最迟{by.year}年{by.month}月{by.day}日。"
    )


def extension_left(*, lawful: int, granted: int) -> int:
    """SVC-05: return how many days an approver may still grant of those that the law gives."""
    return max(0, lawful - granted)


def resumed_on(*, today: date, until: date, is_bound: bool) -> date:
    """SVC-06: return the last day that does not count: never later than was told in writing."""
    return min(today, until) if is_bound else today


def correction_days(*, told_on: date, by_on: date) -> int | None:
    """SVC-04: return the days that a notice leaves for correcting, or nothing where that is no
    reasonable time: the day itself or earlier, or half a year away."""
    days = (by_on - told_on).days
    return days if 1 <= days <= MAX_CORRECTION_DAYS else None


def is_answer_late(*, due_on: date | None, today: date) -> bool:
    """SVC-04: say whether the time to tell what is missing has passed: it is accepted then."""
    return due_on is not None and today > due_on


def is_renewal_deemed(
    *, applied_on: date, expires_on: date, decided_on: date | None, today: date
) -> bool:
    """SVC-07: say whether silence renews: applied thirty days before the end, undecided at it."""
    is_in_time = applied_on <= expires_on - timedelta(days=RENEWAL_DAYS)
    is_decided = decided_on is not None and decided_on <= expires_on
    return is_in_time and not is_decided and today > expires_on


def fen_of(text: str) -> int | None:
    """Return an amount in yuan, as it is typed, in fen; nothing where it is no amount."""
    plain = normalise_digits(text).translate(_WIDE_SIGNS).strip()
    found = _YUAN.fullmatch(plain.removesuffix("元").strip())
    if found is None:
        return None
    fen = int(found["yuan"].replace(",", "")) * 100 + int((found["part"] or "").ljust(2, "0"))
    return fen if 0 < fen <= MAX_FEE_FEN else None


def yuan_words(fen: int) -> str:
    """Return an amount as people read it: `1 234.50 元`."""
    return f"{fen // 100:,}.{fen % 100:02d} 元".replace(",", "\u2009")


def is_organisation(name: str) -> bool:
    """Say whether a name is an organisation's: it says so, and holds no number of a person."""
    return len(name) > 3 and bool(_ORGANISATION.search(name)) and not detect(name)


def published_name(*, name: str, masked: str) -> str:
    """PUB-07: return the applicant as a published result names him.

    An organisation stands with its full name; a person with surname and star; who left no name is
    the applicant.
    """
    if name:
        return name if is_organisation(name) else mask_name(name)
    return masked if masked.endswith("*") else UNNAMED


def leaves_on(*, decided_on: date, days: int) -> date:
    """PUB-07: return the first day on which a result, published at once, is no longer shown."""
    return decided_on + timedelta(days=days + 1)


def review_body(*, issuer: str, county: str, is_delegated: bool = False) -> str:
    """Return who reviews an act of the issuer: the government of its level, or the one above.

    An act under a delegated power counts as the delegating organisation's (review law, article
    19); what a department did goes to its own government, what a government did to the one above
    it (article 24). `county` is the name of the county's government.
    """
    if issuer == county or (issuer.endswith("人民政府") and is_delegated):
        return "上一级人民政府"
    if is_delegated:
        return f"{issuer}的本级人民政府"
    return county or "本级人民政府"


def remedies(body: str) -> tuple[str, str]:
    """Return both ways against an act, with their periods and who is asked (DOMAIN 1.4)."""
    return (
        (
            f"不服本决定的，可以自收到之日起六十日内向{body}申请行政复议；"
            "复议申请可以书面提交，也可以通过该机关公布的互联网渠道提交。"
        ),
        "也可以自收到之日起六个月内，直接向有管辖权的人民法院提起行政诉讼。",
    )


def later_words(*, material: str, organisation: str, by_on: date) -> str:
    """SVC-08: return what a person promises who hands a material in later (容缺受理)."""
    return (
        f"我承诺在{date_words(by_on)}以前向{organisation}补交「{material}」。到期没有补交的，"
        "同意按不予办理处理；已经作出的决定，可以撤销。"
    )


def instead_words(*, certifies: str, liability: str) -> str:
    """SVC-08: return what a person promises instead of handing in a proof (告知承诺)."""
    return (
        "我已经知晓证明义务、证明内容、承诺方式和不实承诺的责任。我承诺："
        f"{certifies.rstrip('。')}。以上内容真实；不实的，{liability.rstrip('。')}。"
    )


def promised_day_fault(*, by_on: date, today: date, last: date) -> str:
    """SVC-08: return why a day for handing in later is not allowed, or nothing if it is."""
    if by_on <= today:
        return "补交的日期应在明天以后。"
    if by_on > last:
        return f"补交的日期最迟是{date_words(last)}。"
    return ""


def nearest_awaited(days: Iterable[date]) -> date | None:
    """SVC-08: return the first day on which a promised material is wanted, if any is."""
    return min(days, default=None)


def may_grant(*, materials_by_on: date | None, today: date) -> bool:
    """SVC-08: say whether it may be granted: no promised material is late (容缺)."""
    return materials_by_on is None or today <= materials_by_on


def is_too_old(*, first_on: date, today: date, valid_months: int | None) -> bool:
    """SVC-08: say whether a document handed in before has outlived the months it counts for."""
    return valid_months is not None and add_months(first_on, valid_months) < today


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What a person is told before he fills in personal data."""

    processor: str
    purpose: str
    kinds: str
    kept: str
    rights: str

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the five things with their names."""
        return (
            ("谁来处理", self.processor),
            ("用来做什么", self.purpose),
            ("收集哪些信息", self.kinds),
            ("保存多久", self.kept),
            ("您的权利", self.rights),
        )


def privacy_notice(
    *, organisation: str, item: str, labels: Sequence[str], materials: Sequence[str], phone: str
) -> PrivacyNotice:
    """SEC-01: name processor, purpose, kinds, time kept and the way to one's rights.

    `labels` are the form's fields, `phone` the number under which questions are answered.
    """
    kinds = f"表单中的{'、'.join(labels)}" if labels else "您在表单中填写的内容"
    if materials:
        kinds += f"；申请材料：{'、'.join(materials)}"
    reach = f"，电话 {phone}" if phone else ""
    return PrivacyNotice(
        processor=f"{organisation}{reach}",
        purpose=f"只用于办理「{item}」，以及就这次办理与您联系；这是该单位履行法定职责所必需的",
        kinds=f"{kinds}。除此之外不收集其他信息",
        kept=f"办结后保存 {RETENTION_YEARS} 年；没有提交的草稿，您可以随时删除",
        rights=(
            "可以在「我的」里查阅、复制，填错的可以要求更正；受理机关作出决定前可以撤回申请。"
            f"有疑问或要求删除，请联系{organisation}{reach}"
        ),
    )
