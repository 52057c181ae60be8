"""The verbs that move a case on, each in one durable transaction."""

from django.db import transaction

from zhujian.cases import steps
from zhujian.cases.models import Case
from zhujian.people.models import User


def accept_case(*, by: User, number: str, note: str = "") -> Case:
    """Accept an application: from today its term counts."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.accept(case, by=by, note=note)
    return case


def decide_case(*, by: User, number: str, outcome: str, note: str = "") -> Case:
    """Grant or refuse; a refusal states its reason."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.decide(case, by=by, outcome=outcome, note=note)
    return case


def correct_case(*, by: User, number: str, note: str) -> Case:
    """Correct a mistake in a decision; the note says what was wrong."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.correct(case, by=by, note=note)
    return case


def revoke_case(*, by: User, number: str, note: str) -> Case:
    """Revoke a decision; the note is the reason."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.revoke(case, by=by, note=note)
    return case


def deliver_case(*, by: User, number: str, how: str, note: str = "") -> Case:
    """Hand the result over at the counter, by post or electronically."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.deliver(case, by=by, how=how, note=note)
    return case


def withdraw_case(*, by: User, number: str, note: str = "") -> Case:
    """Take one's own application back before it is decided."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.withdraw(case, by=by, note=note)
    return case
