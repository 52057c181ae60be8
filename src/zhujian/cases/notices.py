"""Short messages that a case sends to its applicant; they name no result."""

from __future__ import annotations

from zhujian.cases.models import Case
from zhujian.people.models import Resident
from zhujian.postroom.steps import send_sms


def tell_applicant(case: Case, *, template: str) -> None:
    """Enqueue a message to the applicant's phone; who left none is told at the window.

    Templates: `case-submitted`, `case-accepted`, `case-decided`, `case-delivered`,
    `case-withdrawn`. Every one is given the number; none is given the outcome.
    """
    resident = Resident.objects.filter(user_id=case.applicant_id).first()
    if resident is None or not resident.phone:
        return
    send_sms(
        to=resident.phone,
        template=template,
        variables={"number": case.number},
        subject=case.number,
    )
