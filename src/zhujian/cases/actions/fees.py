"""The verbs of a fee, each in one durable transaction; the case is locked first."""

from django.db import transaction

from zhujian.cases import steps
from zhujian.cases.models import Fee
from zhujian.people.models import User


def charge_fee(*, by: User, number: str, amount: str, name: str = "") -> Fee:
    """Write down what a case is to pay, in yuan as typed; `name` is one of the guide's charges."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        return steps.charge(case, by=by, amount=amount, name=name)


def pay_fee(*, by: User, number: str, fee: int, how: str, receipt_number: str) -> Fee:
    """Write down that a fee was paid, how, and under which receipt number."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        row = steps.locked_fee(case, fee)
        steps.pay(case, row, by=by, how=how, receipt_number=receipt_number)
    return row


def waive_fee(*, by: User, number: str, fee: int, ground: str) -> Fee:
    """Let a fee off, with its ground."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        row = steps.locked_fee(case, fee)
        steps.waive(case, row, by=by, ground=ground)
    return row


def refund_fee(*, by: User, number: str, fee: int, ground: str) -> Fee:
    """Write down that a fee was given back, with the reason."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        row = steps.locked_fee(case, fee)
        steps.refund(case, row, by=by, ground=ground)
    return row
