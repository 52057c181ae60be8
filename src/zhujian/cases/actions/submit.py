"""Submitting: by content (API) or from a draft (pages)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from zhujian.cases import files, permissions, steps
from zhujian.cases.models import Case
from zhujian.cases.steps import Application, EarlierRef, HandedFile, PledgeMade
from zhujian.kernel.refusals import forbidden
from zhujian.people.models import Mandate, User


def submit_case(
    *,
    by: User,
    item_code: str,
    form: Mapping[str, Any],
    materials: Sequence[HandedFile | EarlierRef] = (),
    pledges: Sequence[PledgeMade] = (),
    division: str = "",
    mandate: Mandate | None = None,
) -> Case:
    """Apply for an item online, for oneself or on a mandate in force.

    Nothing stays behind if any of it is refused.

    `pledges` stand for materials that follow later or that a promise replaces; `division` is a
    code or a name.
    """
    if not permissions.can_submit_case(by):
        raise forbidden("网上申请由本人以个人身份提交，工作账号请从窗口收件。")
    item = steps.online_item(item_code)
    steps.check_mandate(item, mandate)
    party = steps.party_of(by, mandate)
    place = steps.named_division(division)
    handed = steps.with_earlier(
        materials, item.materials, applicant=by, enterprise=party.enterprise
    )
    handed_in = [file.material_id for file in handed]
    cleaned = steps.check_application(item, form, handed_in=handed_in, pledges=pledges)
    kinds = steps.check_files(handed)
    with files.dropped_on_failure() as names:
        kept = steps.kept(handed, kinds, names)
        with transaction.atomic(durable=True):
            application = Application(
                item=item,
                form=cleaned,
                applicant=party.applicant,
                enterprise=party.enterprise,
                agent=party.agent,
                files=kept,
                pledges=pledges,
                division=place,
            )
            return steps.open_case(application, by=by)


def submit_draft(*, by: User, ref: str) -> Case:
    """Send a draft; sent twice, it answers with the same case."""
    if not permissions.can_submit_case(by):
        raise forbidden("网上申请由本人以个人身份提交，工作账号请从窗口收件。")
    with transaction.atomic(durable=True):
        draft = steps.locked_draft(by=by, ref=ref)
        if draft.case is not None:
            return draft.case
        item = steps.online_item(draft.item_code)
        application = steps.application_of(draft, item, by=by)
        case = steps.open_case(application, by=by)
        steps.close_draft(draft, case)
    return case
