"""Reminding: the applicant, who handles, and every morning whoever has something to look into."""

from datetime import date

from django.db import transaction

from zhujian.cases import permissions, steps
from zhujian.cases.queries.tallies import Tally
from zhujian.cases.steps import Occasion
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import forbidden
from zhujian.people.models import User


def remind_of_case(*, by: Actor, occasion: Occasion, number: str) -> bool:
    """Remind of one case, once for each occasion; say whether it was done just now."""
    if not permissions.can_remind(by):
        raise forbidden("提醒由系统自动发送。")
    with transaction.atomic(durable=True):
        return steps.remind(occasion, number=number)


def send_digest(*, by: Actor, user: User, tally: Tally, on: date, mail: str = "") -> bool:
    """Tell a member of staff what to look into, once a day; say whether it was done just now."""
    if not permissions.can_remind(by):
        raise forbidden("提醒由系统自动发送。")
    with transaction.atomic(durable=True):
        return steps.digest(user, tally=tally, on=on, mail=mail)
