"""Writing an application: begin, save, attach and detach files, discard."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from zhujian.cases import files, permissions, steps
from zhujian.cases.models import Draft, DraftFile
from zhujian.cases.steps import EarlierRef, HandedFile, KeptFile, PledgeMade
from zhujian.catalogue.steps import item_for_application
from zhujian.kernel import clock
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import Mandate, User
from zhujian.people.steps import mandate_for


def begin_draft(
    *,
    by: User,
    item_code: str,
    applicant: User | None = None,
    mandate: Mandate | None = None,
    form: Mapping[str, Any] | None = None,
) -> Draft:
    """Return the unfinished draft of this person for this item, begun now if there is none.

    A clerk names the person he writes for, who may act on a mandate as well as one who writes
    himself. Online a draft of an enterprise is one for all who act for it, at a counter it is the
    clerk's. `form` is what is known beforehand.
    """
    if applicant is None and not permissions.can_submit_case(by):
        raise forbidden("网上申请由本人以个人身份提交，工作账号请从窗口收件。")
    if applicant is not None and not permissions.can_take_in_case(by):
        raise forbidden("只有综合窗口的工作人员可以代为收件。")
    item = item_for_application(item_code)
    acting = applicant or by
    if mandate is not None:
        mandate = mandate_for(acting, mandate.ref)
    steps.check_mandate(item, mandate)
    party = steps.party_of(acting, mandate)
    writers = {"writer": by, "applicant": party.applicant}
    whose = {} if party.enterprise is not None and applicant is None else writers
    now = clock.now()
    with transaction.atomic(durable=True):
        draft, _ = Draft.objects.unfinished().get_or_create(
            **whose,
            enterprise=party.enterprise,
            mandate=None if applicant is None else mandate,
            item_code=item.code,
            case=None,
            defaults={
                **writers,
                "ref": secrets.token_urlsafe(12),
                "item_name": item.name,
                "form": dict(form or {}),
                "created_at": now,
                "updated_at": now,
            },
        )
    return draft


def save_draft(
    *,
    by: User,
    ref: str,
    form: Mapping[str, Any],
    division: str | None = None,
) -> Draft:
    """Keep what was typed, right or wrong; fields that are not named stay as they were."""
    with transaction.atomic(durable=True):
        draft = steps.open_draft(by=by, ref=ref)
        draft.form = {**draft.form, **form}
        if division is not None:
            draft.division = steps.named_division(division)
        draft.note_change()
        draft.save(update_fields=["form", "division", "updated_at"])
    return draft


def save_pledges(*, by: User, ref: str, pledges: Sequence[PledgeMade]) -> Draft:
    """Keep what was ticked as promised, right or wrong; what is not ticked any more is gone."""
    kept = {
        one.material_id: {
            "kind": one.kind,
            "by_on": one.by_on.isoformat() if one.by_on else "",
        }
        for one in pledges
    }
    with transaction.atomic(durable=True):
        draft = steps.open_draft(by=by, ref=ref)
        if draft.pledges != kept:
            draft.pledges = kept
            draft.note_change()
            draft.save(update_fields=["pledges", "updated_at"])
    return draft


def attach_file(*, by: User, ref: str, file: HandedFile) -> DraftFile:
    """Add one file to a draft, judged by its content; the same file twice is one."""
    kinds = steps.check_files([file])
    with files.dropped_on_failure() as names:
        (kept,) = steps.kept([file], kinds, names)
        with transaction.atomic(durable=True):
            return _attached(steps.open_draft(by=by, ref=ref), kept)


def reuse_file(*, by: User, ref: str, earlier: EarlierRef) -> DraftFile:
    """Add to a draft a copy of a file that its applicant handed in before, judged anew.

    A clerk who does so leaves a line on the earlier case, which the applicant can read.
    """
    with files.dropped_on_failure() as names, transaction.atomic(durable=True):
        draft = steps.open_draft(by=by, ref=ref)
        row = steps.earlier_row(
            earlier,
            item_for_application(draft.item_code).materials,
            applicant=draft.applicant if by.is_staff_member else by,
            enterprise=draft.enterprise,
            where=f"materials.{earlier.material_id}",
        )
        file = steps.copy_of(row, earlier.material_id)
        (kept,) = steps.kept([file], steps.check_files([file]), names)
        added = _attached(draft, kept)
        if by.is_staff_member:
            steps.write_reuse(row, by=by)
    return added


def _attached(draft: Draft, kept: KeptFile) -> DraftFile:
    _check_material(draft, kept.material_id)
    present = list(draft.files.all())
    steps.check_total(sum(one.size for one in present) + kept.size, len(present) + 1)
    try:
        with transaction.atomic():
            row = DraftFile.objects.create(draft=draft, **asdict(kept))
    except IntegrityError as error:
        reason = f"「{kept.filename}」已经上传过了。"
        raise Refused(
            "file_twice",
            reason,
            fields=(FieldRefusal(f"materials.{kept.material_id}", reason),),
        ) from error
    draft.note_change()
    draft.save(update_fields=["updated_at"])
    return row


def detach_file(*, by: User, ref: str, file_id: int) -> None:
    """Take one file out of a draft; its content is removed with it."""
    with transaction.atomic(durable=True):
        draft = steps.open_draft(by=by, ref=ref)
        row = draft.files.filter(pk=file_id).first()
        if row is None:
            raise not_found("这份文件已经不在草稿里了。")
        stored_as = row.stored_as
        row.delete()
        draft.note_change()
        draft.save(update_fields=["updated_at"])
        transaction.on_commit(lambda: files.drop([stored_as] if stored_as else []))


def discard_draft(*, by: User, ref: str) -> None:
    """Remove a draft and everything in it."""
    with transaction.atomic(durable=True):
        draft = steps.open_draft(by=by, ref=ref)
        names = [file.stored_as for file in draft.files.all() if file.stored_as]
        draft.delete()
        transaction.on_commit(lambda: files.drop(names))


def _check_material(draft: Draft, material_id: str) -> None:
    item = item_for_application(draft.item_code)
    if material_id not in {material["id"] for material in item.materials}:
        reason = "办事指南的材料清单里没有这一项。"
        raise Refused(
            "material_unknown", reason, fields=(FieldRefusal(f"materials.{material_id}", reason),)
        )
