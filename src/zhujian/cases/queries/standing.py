"""What stands in the way of a move, beyond the state and the person."""

from __future__ import annotations

from collections.abc import Callable

from zhujian.cases import rules
from zhujian.cases.models import Case
from zhujian.cases.queries.law import is_bound
from zhujian.cases.states import CaseState
from zhujian.kernel import clock
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.refusals import Refused

ONLY_IN_TIME = frozenset({"request-correction", "refuse"})


def is_accepted_by_law(case: Case) -> bool:
    """SVC-04: say whether silence has made the application an accepted one."""
    return (
        case.state == CaseState.SUBMITTED
        and rules.is_answer_late(due_on=case.due_on, today=clock.today())
        and is_bound(case, "SVC-04")
    )


def hindrance(case: Case, verb: str) -> Refused | None:
    """SVC-04: return why a move that state and person allow may not be made, if it may not."""
    if verb == "request-correction" and case.correction_asked_at is not None:
        return Refused(
            "correction_once",
            "补正只能一次告知：这个办件已经通知过补正，不能再次通知。",
            status=409,
        )
    if verb in ONLY_IN_TIME and is_accepted_by_law(case):
        assert case.due_on is not None  # noqa: S101 -- an open case is due
        return Refused(
            "answer_late",
            f"答复期限已于{date_words(case.due_on)}届满，依法自收到申请材料之日"
            f"（{date_words(case.received_on)}）起视为受理，现在只能办理受理。",
            status=409,
        )
    asked = _HINDRANCES.get(verb)
    return asked(case) if asked else None


def extension_limit(case: Case) -> int:
    """SVC-05: return how many days may still be granted: the law's, less those granted."""
    if not is_bound(case, "SVC-05"):
        return rules.MAX_LOCAL_EXTENSION
    lawful = count("SVC-05", "extended").n - count("SVC-05", "decision").n
    return rules.extension_left(lawful=lawful, granted=case.extended_n)


def _extension_hindrance(case: Case) -> Refused | None:
    if case.due_on is not None and clock.today() > case.due_on:
        return Refused(
            "extension_late",
            f"期限已于{date_words(case.due_on)}届满，延期须在届满前办理。",
            status=409,
        )
    if extension_limit(case) == 0:
        return Refused("extension_used", "依法可以延长的日数已经用完。", status=409)
    return None


def _fee_hindrance(case: Case) -> Refused | None:
    if not case.owed_fen:
        return None
    return Refused(
        "fee_unpaid",
        f"这个办件还有 {rules.yuan_words(case.owed_fen)}没有缴，缴清或者依法减免以后才能送达。",
        status=409,
    )


def _supply_hindrance(case: Case) -> Refused | None:
    if case.materials_by_on is not None:
        return None
    return Refused("nothing_awaited", "这个办件没有等待补交的材料。", status=409)


def _check_hindrance(case: Case) -> Refused | None:
    if case.pledges.instead().exists():
        return None
    return Refused("nothing_promised", "这个办件没有告知承诺。", status=409)


_HINDRANCES: dict[str, Callable[[Case], Refused | None]] = {
    "supply": _supply_hindrance,
    "extend": _extension_hindrance,
    "deliver": _fee_hindrance,
    "check-promise": _check_hindrance,
}
