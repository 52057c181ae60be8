"""Sheets between window and department: made, received, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from zhujian.cases.models import Case
from zhujian.kernel import clock, journal, numbers
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import Organisation, User
from zhujian.window import permissions, queries
from zhujian.window.models import HandOver, HandOverLine
from zhujian.window.states import MOVES, LineState, Load

MAX_REMARK = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the receiver says of one case: whether it came, and a remark."""

    is_there: bool = True
    remark: str = ""


def make_hand_over(
    *, by: User, load: str, sender: Organisation, receiver: Organisation, chosen: Sequence[str]
) -> HandOver:
    """Put the chosen cases on a new sheet from one desk to another.

    Refuses what does not wait to be handed over between these two (409): already on a sheet,
    brought, or moved on meanwhile.
    """
    if load not in Load.values:
        raise not_found()
    if not permissions.can_make_hand_over(by, sender):
        raise forbidden("只有这个窗口或单位的工作人员可以开交接单。")
    if not chosen or len(chosen) > queries.MOST_LINES:
        reason = f"请勾选要交接的办件，一张交接单最多 {queries.MOST_LINES} 件。"
        raise Refused("hand_over_choice", reason, fields=(FieldRefusal("case", reason),))
    with transaction.atomic(durable=True):
        _lock(chosen)
        waiting = {case.number: case for case in queries.cases_for_sheet(load, sender, receiver)}
        _check(chosen, waiting)
        sheet = HandOver.objects.create(
            number=numbers.draw("JJ"),
            load=load,
            sender=sender,
            receiver=receiver,
            state=MOVES["make"].target,
            made_at=clock.now(),
            made_by=by,
        )
        _write_lines(sheet, [waiting[number] for number in dict.fromkeys(chosen)])
        _write(sheet, "hand-over.make", by=by, desk=sender, count=len(set(chosen)))
    return sheet


def receive_hand_over(*, by: User, number: str, arrivals: Mapping[int, Arrival]) -> HandOver:
    """Confirm a sheet, whole or line by line; what is not named came."""
    with transaction.atomic(durable=True):
        sheet = _locked(by, number)
        if not permissions.can_receive_hand_over(by, sheet):
            raise forbidden("这张交接单由接收单位的工作人员确认。")
        sheet.state = MOVES.target("receive", sheet.state, state_text=sheet.state_text)
        sheet.received_at, sheet.received_by = clock.now(), by
        sheet.save(update_fields=["state", "received_at", "received_by"])
        lines = list(sheet.lines.all())
        for line in lines:
            said = arrivals.get(line.pk, Arrival())
            line.state = LineState.RECEIVED if said.is_there else LineState.MISSING
            line.remark = _checked_remark(said.remark)
        HandOverLine.objects.bulk_update(lines, ["state", "remark"])
        missing = sum(line.state == LineState.MISSING for line in lines)
        _write(
            sheet,
            "hand-over.receive",
            by=by,
            desk=sheet.receiver,
            count=len(lines),
            missing=missing,
        )
    return sheet


def recall_hand_over(*, by: User, number: str) -> HandOver:
    """Take back a sheet that nobody has received; its cases wait to be handed over again."""
    with transaction.atomic(durable=True):
        sheet = _locked(by, number)
        if not permissions.can_recall_hand_over(by, sheet):
            raise forbidden("交接单由开出它的窗口或单位收回。")
        sheet.state = MOVES.target("recall", sheet.state, state_text=sheet.state_text)
        sheet.save(update_fields=["state"])
        sheet.lines.update(state=LineState.RECALLED)
        _write(sheet, "hand-over.recall", by=by, desk=sheet.sender)
    return sheet


def _locked(by: User, number: str) -> HandOver:
    sheet = (
        HandOver.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("sender", "receiver")
        .filter(number=number)
        .first()
    )
    if sheet is None:
        raise not_found("没有找到这张交接单，请核对编号。")
    return sheet


def _lock(chosen: Sequence[str]) -> None:
    """Lock the cases in one order, so that two desks wait for each other and do not block."""
    found = Case.objects.filter(number__in=list(chosen)).select_for_update(of=("self",))
    list(found.order_by("pk").values_list("pk", flat=True))


def _check(chosen: Sequence[str], waiting: Mapping[str, Case]) -> None:
    gone = [number for number in chosen if number not in waiting]
    if gone:
        raise Refused(
            "hand_over_gone",
            f"{'、'.join(gone[:3])} 现在不能交接：可能已经在另一张交接单上，或者已经办结。"
            "请刷新后重新勾选。",
            status=409,
        )


def _write_lines(sheet: HandOver, cases: Sequence[Case]) -> None:
    is_papers = sheet.load == Load.PAPERS
    try:
        with transaction.atomic():
            HandOverLine.objects.bulk_create(
                HandOverLine(
                    sheet=sheet,
                    case=case,
                    load=sheet.load,
                    papers=case.papers if is_papers else 1,  # type: ignore[attr-defined]
                    pages=case.pages if is_papers else 0,  # type: ignore[attr-defined]
                    state=LineState.OPEN,
                )
                for case in cases
            )
    except IntegrityError as error:
        raise Refused(
            "hand_over_gone", "有办件刚刚被放到了另一张交接单上，请刷新后重新勾选。", status=409
        ) from error


def _checked_remark(text: str) -> str:
    remark = text.strip()
    if len(remark) > MAX_REMARK:
        raise Refused("remark_too_long", f"备注最多 {MAX_REMARK} 个字。")
    return remark


def _write(
    sheet: HandOver, verb: str, *, by: User, desk: Organisation, count: int = 0, missing: int = 0
) -> None:
    journal.write(
        verb=verb,
        subject=sheet.number,
        by=by,
        organisation=desk.slug,
        data={"count": count, "missing": missing, "load": sheet.load_text},
    )
