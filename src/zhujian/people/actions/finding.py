"""Finding a person at the counter; each look leaves a line that the person can read."""

from django.db import transaction

from zhujian.kernel.refusals import forbidden
from zhujian.people import queries, steps
from zhujian.people.models import Resident, User
from zhujian.people.permissions import can_find_person


def find_person(*, by: User, text: str, whole_only: bool = False) -> list[Resident]:
    """Return the residents whom a text means, and let each of them see who looked.

    The text is a whole phone number or ID number, a paper code, or (unless `whole_only`) the last
    four characters of a phone or ID number.
    """
    with transaction.atomic(durable=True):
        if not can_find_person(by):
            raise forbidden()
        found = queries.find_by_number(text) or queries.find_by_paper_code(text)
        if not found and not whole_only:
            found = queries.find_by_tail(text)
        for resident in found:
            steps.note_look(resident.user, by=by, what="查找办事人")
    return found


def see_person(*, by: User, ref: str) -> Resident | None:
    """Return a resident to be shown to a clerk, who leaves a line; None if there is none."""
    with transaction.atomic(durable=True):
        if not can_find_person(by):
            raise forbidden()
        resident = (
            Resident.objects.select_related("user")
            .filter(user__ref=ref, user__is_active=True)
            .first()
        )
        if resident is not None:
            steps.note_look(resident.user, by=by, what="个人信息")
    return resident
