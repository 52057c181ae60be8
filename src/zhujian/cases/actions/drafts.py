"""Writing an application: begin, save, attach and detach files, discard."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from zhujian.cases import files, permissions, steps
from zhujian.cases.models import Draft, DraftFile
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.steps import item_for_application
from zhujian.kernel import clock
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import User


def begin_draft(
    *,
    by: User,
    item_code: str,
    applicant: User | None = None,
    form: Mapping[str, Any] | None = None,
) -> Draft:
    """Return the unfinished draft of this person for this item, begun now if there is none.

    A clerk names the applicant he writes for; `form` is what is known beforehand.
    """
    if applicant is None and not permissions.can_submit_case(by):
        raise forbidden("网上申请由本人以个人身份提交，工作账号请从窗口收件。")
    if applicant is not None and not permissions.can_take_in_case(by):
        raise forbidden("只有综合窗口的工作人员可以代为收件。")
    item = item_for_application(item_code)
    owner = applicant or by
    now = clock.now()
    with transaction.atomic(durable=True):
        draft, _ = Draft.objects.unfinished().get_or_create(
            writer=by,
            applicant=owner,
            item_code=item.code,
            case=None,
            defaults={
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
        draft.updated_at = clock.now()
        draft.save(update_fields=["form", "division", "updated_at"])
    return draft


def attach_file(*, by: User, ref: str, file: HandedFile) -> DraftFile:
    """Add one file to a draft, judged by its content; the same file twice is one."""
    kinds = steps.check_files([file])
    with files.dropped_on_failure() as names:
        (kept,) = steps.kept([file], kinds, names)
        with transaction.atomic(durable=True):
            draft = steps.open_draft(by=by, ref=ref)
            _check_material(draft, file.material_id)
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
            draft.updated_at = clock.now()
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
        draft.updated_at = clock.now()
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
