"""Results leave the shelf: handed out at the counter, posted, sent electronically."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from zhujian.cases import steps
from zhujian.cases.states import DeliveryWay
from zhujian.kernel import clock
from zhujian.kernel.privacy import mask_name
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.people.models import User
from zhujian.window import permissions, queries
from zhujian.window.models import HandOut
from zhujian.window.states import Fetcher

MAX_WORDS = 40


@dataclass(frozen=True, slots=True)
class Fetching:
    """Who fetches a result and what he showed, or by which post it goes."""

    fetched_by: str = Fetcher.APPLICANT
    is_identified: bool = False
    name: str = ""
    relation: str = ""
    carrier: str = ""
    tracking_number: str = ""


def hand_out(*, by: User, number: str, how: str, fetching: Fetching, note: str = "") -> HandOut:
    """Hand a result out and write down to whom, or by which post, it went."""
    window = queries.window_of(by)
    if window is None or not permissions.can_take_in(by):
        raise forbidden("只有综合窗口的工作人员可以出件。")
    columns = _checked(how, fetching)
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        now = clock.now()
        row = HandOut(
            case=case, desk=window, how=how, on=clock.china_date(now), at=now, by=by, **columns
        )
        steps.deliver(case, by=by, how=how, note=_told(row, note))
        row.save(force_insert=True)
    return row


def _told(row: HandOut, note: str) -> str:
    """Return what the applicant reads: how it left, and what the clerk wrote beside it."""
    return f"{row.how_text}。{note.strip()}".strip()


def _checked(how: str, fetching: Fetching) -> dict[str, str]:
    """Return the columns of a hand-out, or refuse (422) with everything that lacks."""
    if how == DeliveryWay.POST:
        return _required(
            ("carrier", fetching.carrier, "请填写快递公司。"),
            ("tracking_number", "".join(fetching.tracking_number.split()), "请填写运单号。"),
        )
    if how != DeliveryWay.COUNTER:
        return {}
    if not fetching.is_identified:
        reason = "请先核对领取人的身份证件。"
        raise Refused("not_identified", reason, fields=(FieldRefusal("is_identified", reason),))
    if fetching.fetched_by == Fetcher.APPLICANT:
        return {"fetched_by": Fetcher.APPLICANT}
    if fetching.fetched_by != Fetcher.AGENT:
        reason = "请选择由谁领取。"
        raise Refused("fetcher_unknown", reason, fields=(FieldRefusal("fetched_by", reason),))
    said = _required(
        ("name", fetching.name, "请填写受托人的姓名。"),
        ("relation", fetching.relation, "请填写受托人与申请人的关系。"),
    )
    return {
        "fetched_by": Fetcher.AGENT,
        "fetcher_masked": mask_name(said["name"]),
        "relation": said["relation"],
    }


def _required(*given: tuple[str, str, str]) -> dict[str, str]:
    wrong = [FieldRefusal(field, reason) for field, text, reason in given if not text.strip()]
    wrong += [
        FieldRefusal(field, f"最多 {MAX_WORDS} 个字。")
        for field, text, _ in given
        if len(text.strip()) > MAX_WORDS
    ]
    if wrong:
        raise Refused("hand_out", "领取的登记还不完整。", fields=tuple(wrong))
    return {field: text.strip() for field, text, _ in given}
