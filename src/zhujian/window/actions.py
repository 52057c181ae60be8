"""Verbs of the window: taking in and accepting in one go."""

from django.db import transaction

from zhujian.cases import steps
from zhujian.cases.models import Case
from zhujian.catalogue.steps import item_for_application
from zhujian.kernel.refusals import forbidden
from zhujian.people.models import User
from zhujian.window import permissions
from zhujian.window.queries import window_of


def take_in(*, by: User, ref: str, note: str = "") -> Case:
    """Turn a clerk's draft into a case and accept it at once; sent twice, it is one case."""
    window = window_of(by)
    if window is None or not permissions.can_take_in(by):
        raise forbidden("只有综合窗口的工作人员可以收件。")
    with transaction.atomic(durable=True):
        draft = steps.locked_draft(by=by, ref=ref)
        if draft.case is not None:
            return draft.case
        item = item_for_application(draft.item_code)
        application = steps.application_of(draft, item, taken_in_at=window)
        case = steps.open_case(application, by=by)
        steps.accept(case, by=by, note=note)
        steps.close_draft(draft, case)
    return case
