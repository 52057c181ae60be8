"""Short messages that a case sends to its applicant; they name no result."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from zhujian.cases.models import Case
from zhujian.kernel import rows
from zhujian.people.models import Resident, User
from zhujian.postroom.steps import send_sms, tell


def tell_applicant(
    case: Case, *, template: str, variables: Mapping[str, str] | None = None
) -> None:
    """Enqueue a message to the applicant's phone and page; who left no phone finds it there.

    Templates are those of the postroom that begin with `case-`. Every one is given the number,
    `variables` come beside it; none is given the outcome.
    """
    resident = rows.fetch(Resident, user_id=case.applicant_id, only=("id", "phone"))
    if resident is None:
        return
    phone, ref = resident.phone, rows.the(User, id=case.applicant_id, only=("id", "ref")).ref
    filled = {"number": case.number, **(variables or {})}
    url = reverse("cases:mine", args=[case.number])
    if not phone:
        tell(user_ref=ref, template=template, variables=filled, subject=case.number, url=url)
        return
    send_sms(
        to=phone,
        template=template,
        variables=filled,
        subject=case.number,
        user_ref=ref,
        organisation=case.organisation.slug,
        url=url,
    )
