"""What the papers of a case say: one function a kind, from what the move knows; nothing is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhujian.cases import rules
from zhujian.cases.models import Case
from zhujian.cases.models.notice import notice_number
from zhujian.cases.states import Channel, NoticeKind, Outcome
from zhujian.catalogue.states import ItemKind
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.rules import Unit

Rows = tuple[tuple[str, str], ...]
LICENSING_LAW = "《中华人民共和国行政许可法》"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it has its number: what it is called and what it says."""

    kind: NoticeKind
    title: str
    paragraphs: tuple[str, ...]
    items_title: str = ""
    items: tuple[str, ...] = ()
    rows: Rows = ()
    signed_by: str = ""
    is_against: bool = False
    may_recur: bool = False


def receipt(
    case: Case,
    *,
    materials: Sequence[str],
    answer_by: date,
    deferred: Sequence[str] = (),
    is_again: bool = False,
) -> Paper:
    """SVC-04: say what was received and what follows later, and by when it is answered."""
    what = "补正材料" if is_again else "申请材料"
    who, on = _taken_in(case) or case.organisation.name, date_words(case.received_on)
    silence = "；逾期不告知的，自收到申请材料之日起即为受理" if _is_licence(case) else ""
    return Paper(
        NoticeKind.RECEIPT,
        "补正材料收件回执" if is_again else "收件回执",
        (
            f"{who}于{on}收到您办理「{case.item_name}」的{what}。",
            (
                f"是否受理，最迟在{date_words(answer_by)}答复。材料不齐全或者不符合法定形式的，"
                f"一次告知需要补正的全部内容{silence}{_basis(case, '第三十二条')}。"
            ),
        ),
        items_title=f"收到的{what}",
        items=tuple(materials) or ("没有提交材料文件，申请表已填写。",),
        rows=(
            ("收件日期", on),
            ("收件方式", str(Channel(case.channel).label)),
            *((("承诺后补", "、".join(deferred)),) if deferred else ()),
        ),
        signed_by=_taken_in(case),
        may_recur=is_again,
    )


def correction(case: Case, *, missing: Sequence[str], by_on: date, note: str) -> Paper:
    """SVC-04: tell once everything that is missing, and by when it is wanted."""
    return Paper(
        NoticeKind.CORRECTION,
        "一次性补正告知书",
        (
            (
                f"您办理「{case.item_name}」的申请材料不齐全或者不符合法定形式，"
                f"需要补正的全部内容一次告知如下{_basis(case, '第三十二条第一款第四项')}。"
            ),
            (
                f"请最迟在{date_words(by_on)}补齐。补交以后，答复是否受理的期限从收到补正材料之日"
                "重新计算。"
            ),
            *_said("说明", note),
        ),
        items_title="需要补正的内容",
        items=tuple(missing),
        rows=(("最迟补齐", date_words(by_on)),),
    )


def acceptance(case: Case, *, is_silent: bool = False) -> Paper:
    """SVC-04, SVC-05: accept, from which day, and until when it will be decided."""
    assert case.accepted_on is not None  # noqa: S101 -- an accepted case has its day
    article = "第三十二条第一款第四项" if is_silent else "第三十二条第一款第五项"
    if is_silent:
        opening = (
            f"您办理「{case.item_name}」的申请材料于{date_words(case.received_on)}收到，"
            "在法定期限内没有告知需要补正的内容，依法自收到申请材料之日起视为受理"
        )
    else:
        opening = f"您办理「{case.item_name}」的申请，申请材料齐全、符合法定形式，决定予以受理"
    return Paper(
        NoticeKind.ACCEPTANCE,
        "受理通知书",
        (
            f"{opening}{_basis(case, article)}。",
            (
                f"{_promise(case)}依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，"
                "所需时间不计入期限，另行书面告知。"
            ),
        ),
        rows=(("受理日期", date_words(case.accepted_on)), *_due(case, "最迟办结")),
    )


def non_acceptance(case: Case, *, reason: str, authority: str) -> Paper:
    """SVC-04: do not accept, why, who is competent, and what may be done against it."""
    article = "第三十二条第一款第二项" if authority else "第三十二条第一款"
    competent = (f"该事项依法由{authority}办理，请向该机关提出申请。",) if authority else ()
    return Paper(
        NoticeKind.NON_ACCEPTANCE,
        "不予受理决定书",
        (
            f"您办理「{case.item_name}」的申请，经审查，决定不予受理{_basis(case, article)}。",
            *_said("理由", reason),
            *competent,
        ),
        rows=(("有权办理的机关", authority),) if authority else (),
        is_against=True,
    )


def suspension(case: Case, *, procedure: str, days: int, note: str) -> Paper:
    """SVC-06: tell in writing the procedure, the days it takes and the day on which it ends."""
    assert case.suspended_on is not None  # noqa: S101 -- the constraint says so
    assert case.suspended_until is not None  # noqa: S101
    until = date_words(case.suspended_until)
    return Paper(
        NoticeKind.SUSPENSION,
        "特别程序告知书",
        (
            (
                f"您办理的「{case.item_name}」依法需要{procedure}，所需时间为 {days} 个工作日，自"
                f"{date_words(case.suspended_on)}的次日起至{until}。这段时间不计入办结期限"
                f"{_basis(case, '第四十五条')}。"
            ),
            "期满或者提前完成后，办结期限自动恢复计算。",
            *_said("说明", note),
        ),
        rows=(
            ("特别程序", procedure),
            ("所需时间", f"{days} 个工作日"),
            ("结束日期", until),
            *_due(case, "预计最迟办结"),
        ),
        may_recur=True,
    )


def extension(case: Case, *, days: int, reason: str) -> Paper:
    """SVC-05: tell that more days were granted before the date, how many and why."""
    term = rules.handling_term(promised=case.promised, statutory=case.statutory)
    unit = rules.UNIT_WORDS[term.unit if term else Unit.WORKDAY]
    return Paper(
        NoticeKind.EXTENSION,
        "延长办理期限告知书",
        (
            (
                f"您办理的「{case.item_name}」不能在原定期限内作出决定，经本机关负责人批准，延长 "
                f"{days} {unit}{_basis(case, '第四十二条第一款')}。"
            ),
            *_said("理由", reason),
        ),
        rows=(("延长的时间", f"{days} {unit}"), *_due(case, "延长后最迟办结")),
        may_recur=True,
    )


def decision(case: Case, *, note: str) -> Paper:
    """SVC-05: grant or refuse; a refusal states its reason and what may be done against it."""
    is_refused = case.outcome == Outcome.REFUSED
    what = "行政许可" if _is_licence(case) else "办理"
    word = "不予" if is_refused else "准予"
    judged = "不符合法定条件、标准" if is_refused else "符合法定条件、标准"
    article = "第三十八条第二款" if is_refused else "第三十八条第一款"
    return Paper(
        NoticeKind.DECISION,
        f"{word}{what}决定书",
        (
            (
                f"您办理「{case.item_name}」的申请，经审查，{judged}，决定{word}{what}"
                f"{_basis(case, article)}。"
            ),
            *_said("理由" if is_refused else "说明", note),
        ),
        rows=_due(case, "最迟送达"),
        is_against=is_refused,
    )


def decision_correction(case: Case, *, note: str) -> Paper:
    """Say what was wrong in a decision; the rest of it stands."""
    original = notice_number(case.number, NoticeKind.DECISION)
    return Paper(
        NoticeKind.DECISION_CORRECTION,
        "决定更正书",
        (
            f"就您办理的「{case.item_name}」作出的决定（{original}）有误，现予更正。",
            *_said("更正的内容和理由", note),
            "原决定的其他内容不变。本更正书与原决定书一并使用。",
        ),
        rows=(("被更正的决定书", original), *_due(case, "最迟送达")),
        is_against=case.outcome == Outcome.REFUSED,
        may_recur=True,
    )


def revocation(case: Case, *, reason: str) -> Paper:
    """Revoke a decision, why, and what may be done against it."""
    original = notice_number(case.number, NoticeKind.DECISION)
    return Paper(
        NoticeKind.REVOCATION,
        "撤销决定书",
        (
            (
                f"就您办理的「{case.item_name}」作出的决定（{original}），现予撤销，自即日起失去效力"
                f"{_basis(case, '第六十九条')}。"
            ),
            *_said("理由", reason),
        ),
        rows=(("被撤销的决定书", original),),
        is_against=True,
    )


def _is_licence(case: Case) -> bool:
    return case.item_kind == ItemKind.LICENCE


def _basis(case: Case, article: str) -> str:
    """Return the article in brackets; what is no licence follows the law's rule by analogy."""
    return f"（{'依据' if _is_licence(case) else '参照'}{LICENSING_LAW}{article}）"


def _taken_in(case: Case) -> str:
    """Return the name of the window's organisation, or nothing for what came in online."""
    return case.taken_in_at.name if case.taken_in_at is not None else ""


def _said(title: str, words: str) -> tuple[str, ...]:
    return (f"{title}：{words}",) if words else ()


def _due(case: Case, title: str) -> Rows:
    return ((title, date_words(case.due_on)),) if case.due_on else ()


def _promise(case: Case) -> str:
    """Return until when it will be decided, with the statutory term beside a promised one."""
    term = rules.handling_term(promised=case.promised, statutory=case.statutory)
    if term is None or case.due_on is None:
        return ""
    if not term.n:
        return "这一事项当场办结。"
    word = "承诺办结期限" if case.promised is not None else "法定办结期限"
    beside = ""
    if case.promised is not None and case.statutory is not None:
        beside = f"，法定办结期限为 {case.statutory.words}"
    return f"自受理之日起，{word}为 {term.words}，最迟{date_words(case.due_on)}办结{beside}。"
