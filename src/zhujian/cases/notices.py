"""Short messages that a case sends to its applicant; they name no result."""

from __future__ import annotations

from collections.abc import Mapping

from zhujian.cases.models import Case
from zhujian.people.models import Resident
from zhujian.postroom.steps import send_sms


def tell_applicant(
    case: Case, *, template: str, variables: Mapping[str, str] | None = None
) -> None:
    """Enqueue a message to the applicant's phone; who left none is told at the window.

    Templates are those of the postroom that begin with `case-`. Every one is given the number,
    `variables` come beside it; none is given the outcome.
    """
    resident = Resident.objects.filter(user_id=case.applicant_id).first()
    if resident is None or not resident.phone:
        return
    send_sms(
        to=resident.phone,
        template=template,
        variables={"number": case.number, **(variables or {})},
        subject=case.number,
    )
