"""Fees of a case, without a transaction: nothing is charged that the guide does not charge."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Sum

from zhujian.cases import rules
from zhujian.cases.models import Case, Fee
from zhujian.cases.permissions import can_settle_fee
from zhujian.cases.queries.fees import charges_of
from zhujian.cases.states import FeeState, PaymentWay
from zhujian.cases.steps.checking import checked_choice, checked_note
from zhujian.cases.steps.moving import write_line
from zhujian.kernel import clock
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role

MAX_RECEIPT = 40
SETTLED = ("state", "settled_at", "settled_on", "settled_by", "desk")


def charge(case: Case, *, by: User, amount: str, name: str = "") -> Fee:
    """SVC-02: write down what is to be paid; without a ground in the guide nothing is charged."""
    _ask(case, by=by)
    if not case.is_open:
        raise Refused("case_finished", "这个办件已经结束，不能再登记应缴费用。", status=409)
    charges = {one.name: one for one in charges_of(case)}
    if not charges:
        raise Refused(
            "fee_without_basis",
            "办事指南没有写明收费项目、标准和依据，没有依据不得收费。",
            fields=(FieldRefusal("amount", "这一事项不收费，没有依据不得收费。"),),
        )
    charged = charges.get(name or next(iter(charges)))
    if charged is None:
        raise _wrong("name", "fee_unknown", "请从办事指南列出的收费项目中选择。")
    fen = rules.fen_of(amount)
    if fen is None:
        raise _wrong("amount", "fee_amount", "请填写以元为单位的金额，例如 10 或 12.50。")
    if case.fees.filter(name=charged.name, state=FeeState.DUE).exists():
        raise Refused(
            "fee_due", f"「{charged.name}」已经登记过，还没有缴，不能再登记。", status=409
        )
    fee = Fee.objects.create(
        case=case,
        organisation=case.organisation,
        name=charged.name,
        standard=charged.standard,
        basis=charged.basis,
        amount_fen=fen,
        state=FeeState.DUE,
        charged_at=clock.now(),
        charged_by=by,
    )
    _written(case, fee, "case.charge", by=by)
    return fee


def pay(case: Case, fee: Fee, *, by: User, how: str, receipt_number: str) -> None:
    """Write down that a fee was paid; its receipt number is used once in an organisation."""
    _settle(case, fee, by=by)
    fee.state = FeeState.PAID
    fee.paid_how = checked_choice(how, PaymentWay, field="how")
    fee.receipt_number = _checked_receipt(receipt_number)
    taken = _wrong("receipt_number", "receipt_taken", "这个票据号已经登记过，请核对。")
    if Fee.objects.filter(
        organisation_id=fee.organisation_id, receipt_number=fee.receipt_number
    ).exists():
        raise taken
    try:
        with transaction.atomic():
            fee.save(update_fields=[*SETTLED, "paid_how", "receipt_number"])
    except IntegrityError as error:
        raise taken from error
    _written(case, fee, "case.pay", by=by)


def waive(case: Case, fee: Fee, *, by: User, ground: str) -> None:
    """Let a fee off; the ground is kept and told to the applicant."""
    _settle(case, fee, by=by)
    fee.state = FeeState.WAIVED
    fee.waived_ground = checked_note(ground, is_required=True, missing="减免费用必须写明依据。")
    fee.save(update_fields=[*SETTLED, "waived_ground"])
    _written(case, fee, "case.waive-fee", by=by, note=fee.waived_ground)


def refund(case: Case, fee: Fee, *, by: User, ground: str) -> None:
    """Write down that a fee was given back."""
    _ask(case, by=by)
    if fee.state != FeeState.PAID:
        raise Refused("fee_not_paid", f"这笔费用{fee.state_text}，不能退费。", status=409)
    fee.state = FeeState.REFUNDED
    fee.refund_ground = checked_note(ground, is_required=True, missing="退费必须写明原因。")
    fee.refunded_on = clock.today()
    fee.refund_desk = _desk_of(by, case)
    fee.save(update_fields=["state", "refund_ground", "refunded_on", "refund_desk"])
    _written(case, fee, "case.refund", by=by, note=fee.refund_ground)


def locked_fee(case: Case, pk: int) -> Fee:
    """Return a fee of a case that is locked, or refuse (404)."""
    found = case.fees.filter(pk=pk).first()
    if found is None:
        raise not_found("没有找到这笔费用。")
    return found


def _ask(case: Case, *, by: User) -> None:
    if not can_settle_fee(by, case):
        raise forbidden("只有收件窗口和承办单位可以登记费用。")


def _settle(case: Case, fee: Fee, *, by: User) -> None:
    """Let somebody settle a fee that is due, now and at his desk, or refuse."""
    _ask(case, by=by)
    if fee.state != FeeState.DUE:
        raise Refused("fee_settled", f"这笔费用{fee.state_text}，不用再办。", status=409)
    fee.settled_at = clock.now()
    fee.settled_on = clock.china_date(fee.settled_at)
    fee.settled_by = by
    fee.desk = _desk_of(by, case)


def _desk_of(by: User, case: Case) -> Organisation:
    """Return at whose counter somebody acts: a clerk at his window, a handler at his office."""
    windows = by.organisations(Role.CLERK)
    return windows[0] if windows else case.organisation


def _checked_receipt(text: str) -> str:
    number = "".join(text.split())
    if not number or len(number) > MAX_RECEIPT:
        raise _wrong("receipt_number", "receipt_number", f"请填写票据号，最多 {MAX_RECEIPT} 个字。")
    return number


def _written(case: Case, fee: Fee, verb: str, *, by: User, note: str = "") -> None:
    """Keep what the case still owes, and write the line."""
    due = case.fees.filter(state=FeeState.DUE).aggregate(sum=Sum("amount_fen"))["sum"]
    case.owed_fen = due or 0
    case.save(update_fields=["owed_fen"])
    told = {"name": fee.name, "amount": fee.amount_text, "receipt": fee.receipt_number}
    write_line(case, verb, by=by, note=note, data={"fen": fee.amount_fen, **told})


def _wrong(field: str, code: str, reason: str) -> Refused:
    return Refused(code, reason, fields=(FieldRefusal(field, reason),))
