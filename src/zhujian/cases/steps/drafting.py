"""From a draft to an application, without a transaction."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from zhujian.cases.models import Case, Draft
from zhujian.cases.models.material import HandedIn
from zhujian.cases.steps.checking import KeptFile, check_application, check_total
from zhujian.cases.steps.opening import Application
from zhujian.cases.steps.party import check_mandate
from zhujian.cases.steps.pledging import PledgeMade
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.models import Organisation, User
from zhujian.people.steps import mandate_for


def locked_draft(*, by: User, ref: str) -> Draft:
    """Return a draft of the person, locked for this transaction, or refuse (404).

    The case is not joined: PostgreSQL reads a joined row as it was before the wait for the lock.
    """
    draft = (
        Draft.objects.of_writer(by)
        .select_for_update(of=("self",))
        .select_related("division", "applicant", "enterprise")
        .filter(ref=ref)
        .first()
    )
    if draft is None:
        raise not_found("这份草稿已经不在了，可能已被删除。")
    return draft


def open_draft(*, by: User, ref: str) -> Draft:
    """Return a draft of the person that was not sent, locked, or refuse (404, 409)."""
    draft = locked_draft(by=by, ref=ref)
    if draft.case is not None:
        raise Refused(
            "draft_sent",
            f"这份申请已经提交，编号为 {draft.case.number}，不能再修改。",
            status=409,
        )
    return draft


def application_of(
    draft: Draft,
    item: ItemForCase,
    *,
    by: User,
    taken_in_at: Organisation | None = None,
) -> Application:
    """Return the checked application that a draft has become, or refuse (422) with what lacks.

    Whoever sends it for an enterprise is its applicant; who sends it for another person, his agent.
    At a window that is the person at the counter, on a mandate that is in force still. Online, what
    may follow later is promised; at a window the clerk sees what is not there.
    """
    applicant, agent = _acting(draft, item, by=by, is_online=taken_in_at is None)
    files = [kept_of(file) for file in draft.files.all()]
    check_total(sum(file.size for file in files), len(files))
    handed_in = [file.material_id for file in files]
    pledges = pledges_of(draft)
    form = check_application(
        item, draft.form, handed_in=handed_in, pledges=pledges, asks_promise=taken_in_at is None
    )
    return Application(
        item=item,
        form=form,
        applicant=applicant,
        agent=agent,
        files=files,
        pledges=pledges,
        division=draft.division,
        taken_in_at=taken_in_at,
        enterprise=draft.enterprise,
    )


def _acting(
    draft: Draft, item: ItemForCase, *, by: User, is_online: bool
) -> tuple[User, User | None]:
    """Return who applies, and who acts for him where that is another person."""
    if is_online:
        applicant = draft.applicant if draft.enterprise is None else by
        return applicant, by if applicant != by else None
    if draft.mandate is None:
        return draft.applicant, None
    person = draft.mandate.person
    mandate = mandate_for(person, draft.mandate.ref)
    check_mandate(item, mandate)
    return draft.applicant, None if mandate.principal_id is None else person


def kept_of(row: HandedIn) -> KeptFile:
    """Return what a row of a draft or of a case knows of a file or paper."""
    return KeptFile(**{column.name: getattr(row, column.name) for column in fields(KeptFile)})


def pledges_of(draft: Draft) -> list[PledgeMade]:
    """Return what was ticked on a draft as promised."""
    return [
        PledgeMade(
            name, kept["kind"], date.fromisoformat(kept["by_on"]) if kept.get("by_on") else None
        )
        for name, kept in draft.pledges.items()
    ]


def close_draft(draft: Draft, case: Case) -> None:
    """Let a draft remember nothing but the case it became; its files belong to the case."""
    draft.files.all().delete()
    draft.case = case
    draft.mandate = None
    draft.form = {}
    draft.pledges = {}
    draft.note_change()
    draft.save(update_fields=["case", "mandate", "form", "pledges", "updated_at"])
