"""Saying why a case is late."""

from django.db import transaction

from zhujian.cases import steps
from zhujian.cases.models import Case
from zhujian.people.models import User


def explain_delay_of_case(*, by: User, number: str, note: str) -> Case:
    """Tell the applicant why his case is late; nothing about the case itself changes."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.explain_delay(case, by=by, note=note)
    return case
