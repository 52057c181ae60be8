"""Taking in and accepting in one go, for a person who was found at the counter."""

from django.db import transaction

from zhujian.cases import steps
from zhujian.cases.models import Case
from zhujian.catalogue.steps import item_for_application
from zhujian.kernel.refusals import forbidden, not_found
from zhujian.people.models import Resident, User
from zhujian.people.steps import note_look
from zhujian.window import permissions, queries


def take_in(*, by: User, ref: str, note: str = "") -> Case:
    """Turn a clerk's draft into a case and accept it at once; sent twice, it is one case."""
    window = queries.window_of(by)
    if window is None or not permissions.can_take_in(by):
        raise forbidden("只有综合窗口的工作人员可以收件。")
    with transaction.atomic(durable=True):
        draft = steps.locked_draft(by=by, ref=ref)
        if draft.case is not None:
            return draft.case
        item = item_for_application(draft.item_code)
        application = steps.application_of(draft, item, by=by, taken_in_at=window)
        case = steps.open_case(application, by=by)
        steps.accept(case, by=by, note=note)
        steps.close_draft(draft, case)
    return case


def find_persons(*, by: User, text: str) -> list[Resident]:
    """Return the persons whom a text means, to be shown masked; each can read that it happened.

    A whole phone or ID number, a paper code, or a surname with the last four characters.
    """
    if not permissions.can_take_in(by):
        raise forbidden("只有综合窗口的工作人员可以查找办事人。")
    with transaction.atomic(durable=True):
        found = queries.persons_meant(text)[: queries.SHOWN]
        for resident in found:
            note_look(resident.user, by=by, what="查找办事人")
    return found


def see_parties(*, by: User, person: User, item_code: str) -> list[queries.PartyChoice]:
    """Return for whom a person may act today, whether it fits the item or not.

    He can read that a clerk looked, and so can each person for whom he acts.
    """
    if not permissions.can_take_in(by):
        raise forbidden("只有综合窗口的工作人员可以查看代办授权。")
    item = item_for_application(item_code)
    with transaction.atomic(durable=True):
        found = queries.parties_of(person, item)
        if found:
            note_look(person, by=by, what="代办授权")
        for choice in found:
            if choice.mandate.principal is not None:
                note_look(choice.mandate.principal, by=by, what="代办授权")
    return found


def see_earlier(*, by: User, ref: str) -> tuple[User, queries.Earlier]:
    """Return a person and what he applied for before, as this clerk may see it; he can read so."""
    if not permissions.can_take_in(by):
        raise forbidden("只有综合窗口的工作人员可以查看以前的办件。")
    with transaction.atomic(durable=True):
        person = (
            User.objects.filter(ref=ref, is_active=True, login__isnull=True)
            .select_related("resident")
            .first()
        )
        if person is None:
            raise not_found("没有找到这个人，请重新查找。")
        note_look(person, by=by, what="以前的办件")
        return person, queries.earlier_of(person, by=by)
