"""The verbs that stop the clock, let it run again and give more days."""

from django.db import transaction

from zhujian.cases import permissions, steps
from zhujian.cases.models import Case
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import forbidden
from zhujian.people.models import User


def suspend_case(*, by: User, number: str, procedure: str, days: int, note: str = "") -> Case:
    """Stop the clock for a listed procedure and so many working days, told in writing."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.suspend(case, by=by, procedure=procedure, days=days, note=note)
    return case


def resume_case(*, by: User, number: str, note: str = "") -> Case:
    """Let the clock run again, today being the last day that does not count."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.resume(case, by=by, note=note)
    return case


def resume_case_on_time(*, by: Actor, number: str) -> bool:
    """End one suspension whose time is over; say whether it ended just now."""
    if not permissions.can_resume_case_on_time(by):
        raise forbidden("期满恢复由系统按期限自动办理。")
    with transaction.atomic(durable=True):
        case = steps.silent_suspension(number=number)
        if case is None:
            return False
        steps.resume_on_time(case, by=by)
    return True


def extend_case(*, by: User, number: str, days: int, note: str = "") -> Case:
    """Grant more days before the date has passed; the note is the reason."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.extend(case, by=by, days=days, note=note)
    return case
