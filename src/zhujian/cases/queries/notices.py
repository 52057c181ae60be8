"""The papers of a case: as they are read and printed, and how one stands that somebody checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhujian.cases.models import Case, Notice
from zhujian.cases.models.notice import notice_number
from zhujian.cases.queries.filling import guide_of
from zhujian.cases.states import CaseState, NoticeKind
from zhujian.kernel import journal
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.refusals import not_found
from zhujian.web.prints import Standing
from zhujian.web.trackers import track_address

ISSUED_BY_DECISION = frozenset({NoticeKind.DECISION, NoticeKind.DECISION_CORRECTION})

# In which states of the case a paper says what is still so, and in which it counts no more.
HOLDS_IN: Mapping[NoticeKind, frozenset[CaseState]] = {
    NoticeKind.RECEIPT: frozenset(CaseState) - {CaseState.WITHDRAWN},
    NoticeKind.CORRECTION: frozenset({CaseState.CORRECTING}),
    NoticeKind.ACCEPTANCE: frozenset({CaseState.ACCEPTED, CaseState.SUSPENDED}),
    NoticeKind.NON_ACCEPTANCE: frozenset({CaseState.NOT_ACCEPTED}),
    NoticeKind.SUSPENSION: frozenset({CaseState.SUSPENDED}),
    NoticeKind.EXTENSION: frozenset({CaseState.ACCEPTED, CaseState.SUSPENDED}),
    NoticeKind.DECISION: frozenset({CaseState.DECIDED, CaseState.DELIVERED}),
    NoticeKind.DECISION_CORRECTION: frozenset({CaseState.DECIDED, CaseState.DELIVERED}),
    NoticeKind.REVOCATION: frozenset({CaseState.REVOKED}),
}
ENDS_IN: Mapping[NoticeKind, frozenset[CaseState]] = {
    kind: frozenset({CaseState.REVOKED} if kind in ISSUED_BY_DECISION else {CaseState.WITHDRAWN})
    for kind in set(NoticeKind) - {NoticeKind.RECEIPT, NoticeKind.REVOCATION}
}
# Which later paper of the same case is to be read beside or instead of an earlier one.
FOLLOWED_BY: Mapping[NoticeKind, tuple[NoticeKind, str]] = {
    NoticeKind.SUSPENSION: (NoticeKind.SUSPENSION, "后来又告知了一次特别程序，请以后一份为准"),
    NoticeKind.EXTENSION: (NoticeKind.EXTENSION, "后来又延长了一次，请与后一份一并使用"),
    NoticeKind.DECISION: (NoticeKind.DECISION_CORRECTION, "决定后来作了更正，请与更正书一并使用"),
    NoticeKind.DECISION_CORRECTION: (
        NoticeKind.DECISION_CORRECTION,
        "决定后来又作了更正，请与后一份更正书一并使用",
    ),
}


def notices_of(case: Case) -> list[Notice]:
    """Return the papers of a case, oldest first."""
    found = list(case.notices.all())
    for notice in found:
        notice.case = case
    return found


def notice_for(case: Case, number: str) -> Notice:
    """Return one paper of a case by its number, or refuse (404)."""
    for notice in notices_of(case):
        if notice.number == number:
            return notice
    raise not_found("没有找到这份文书，请核对编号。")


def paper_of(notice: Notice) -> dict[str, Any]:
    """Return everything that stands on a paper; what a guide's version said never changes."""
    content = notice.content
    rows = [["事项", content["item"]], ["办件编号", notice.case.number], *content["rows"]]
    if notice.kind in ISSUED_BY_DECISION | {NoticeKind.REVOCATION}:
        basis = guide_of(notice.case).snapshot.get("legal_basis") or ()
        rows += [["设定依据", "\n".join(basis)]] if basis else []
    if content["acting"]:
        rows.append(["承办单位", content["acting"]])
    return {
        **{name: content[name] for name in ("title", "to", "issuer", "paragraphs")},
        **{name: content[name] for name in ("items_title", "items", "remedies", "phones")},
        "number": notice.number,
        "issued_on": date_words(notice.issued_on),
        "rows": rows,
    }


def standing(key: int) -> Standing | None:
    """Return how a paper stands that somebody checks; names masked, nothing that is not on it."""
    notice = Notice.objects.select_related("case").filter(pk=key).first()
    if notice is None:
        return None
    case, content = notice.case, notice.content
    kind, words = _state_of(notice)
    return Standing(
        title=notice.title,
        rows=(
            ("编号", notice.number),
            ("文书", notice.title),
            ("出具单位", content["issuer"]),
            ("出具日期", date_words(notice.issued_on)),
            ("事项", content["item"]),
            ("申请人", content["to_masked"]),
        ),
        words=words,
        kind=kind,
        address=track_address(case.number),
        address_words="查看这个办件公开的进度",
    )


def _state_of(notice: Notice) -> tuple[str, str]:
    case, kind = notice.case, NoticeKind(notice.kind)
    state = CaseState(case.state)
    if not _is_as_sealed(notice):
        return "broken", "登记的内容与出具时封存的不一致。请不要使用这份文书，并联系出具单位核实。"
    later = _later(notice)
    if state in ENDS_IN.get(kind, frozenset()):
        return "overdue", f"办件现在的状态：{state.label}。这份文书不再作为依据。"
    if later:
        return "waiting", f"{later}。"
    if state in HOLDS_IN[kind]:
        return "done", f"文书上写的现在仍然如此。办件现在的状态：{state.label}。"
    return "waiting", f"出具以后，办件有了进展。现在的状态：{state.label}。"


def _later(notice: Notice) -> str:
    """Return what to say of a later paper that follows this one, with its number, or nothing."""
    kind, words = FOLLOWED_BY.get(NoticeKind(notice.kind), (None, ""))
    if kind is None:
        return ""
    last = (
        Notice.objects.filter(case=notice.case, kind=kind, pk__gt=notice.pk).order_by("-pk").first()
    )
    return f"{words}（{notice_number(notice.case.number, kind, last.ordinal)}）" if last else ""


def _is_as_sealed(notice: Notice) -> bool:
    """Say whether the words of a paper are those whose digest stands in the journal."""
    lines: Sequence[journal.LineView] = journal.lines_of(
        notice.case.number, audiences=[journal.Audience.PUBLIC]
    )
    return any(
        line.data.get("notice") == notice.number and line.data.get("sm3") == notice.fingerprint
        for line in lines
    )
