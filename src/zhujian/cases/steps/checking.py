"""Checking what was handed in, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.db.models import TextChoices

from zhujian.cases import files
from zhujian.cases.steps.pledging import PledgeMade, pledge_fault
from zhujian.catalogue.schemas import normalise, validate
from zhujian.catalogue.steps import ItemForCase, item_for_application
from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.web.uploads import check_upload, tidy_name

MAX_NOTE = 500
MAX_FILES = 40


class Asked(Protocol):
    """What an application is held against: the form and the materials of a guide."""

    @property
    def form(self) -> Mapping[str, Any]: ...

    @property
    def materials(self) -> Sequence[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that somebody hands in for one material."""

    material_id: str
    filename: str
    content: bytes
    first_on: date | None = None
    reused_from: str = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What is known of a file that lies encrypted in its place, or of a paper at a window.

    Its fields are the columns of `HandedIn`.
    """

    material_id: str
    filename: str
    kind: str
    size: int
    sha256: str
    stored_as: str
    is_original_seen: bool = False
    is_copy_kept: bool = False
    pages: int = 0
    first_on: date | None = None
    reused_from: str = ""


def online_item(code: str) -> ItemForCase:
    """Return a published item that may be applied for online, or refuse."""
    item = item_for_application(code)
    if not item.is_online:
        reason = "这一事项目前不能网上申请，请到办事指南所列的窗口办理。"
        raise Refused("item_not_online", reason, fields=(FieldRefusal("item", reason),))
    return item


def named_division(text: str) -> Division | None:
    """Return the town or village named by code or name, nothing for none, or refuse (422)."""
    if not text.strip():
        return None
    found = find_division(text)
    if found is None:
        reason = f"没有找到名为「{text.strip()[:40]}」的镇（街道）或村（社区）。"
        raise Refused("division_unknown", reason, fields=(FieldRefusal("division", reason),))
    return found


def check_application(
    item: Asked,
    form: Mapping[str, Any],
    *,
    handed_in: Collection[str],
    pledges: Sequence[PledgeMade] = (),
    asks_promise: bool = False,
) -> dict[str, Any]:
    """Return the form as it is kept, or refuse (422) with everything that is wrong or missing."""
    wrong = _under("form", validate(item.form, form))
    wrong += material_faults(item, handed_in=handed_in, pledges=pledges, asks_promise=asks_promise)
    if wrong:
        raise incomplete(wrong)
    return normalise(item.form, form)


def material_faults(
    item: Asked,
    *,
    handed_in: Collection[str],
    pledges: Sequence[PledgeMade] = (),
    asks_promise: bool = False,
) -> list[FieldRefusal]:
    """SVC-08: return what is wrong with the list of materials.

    Unknown, missing, promised where no promise may stand, or beside a file. `asks_promise`: what
    may follow later is handed in or promised, not left open.
    """
    known = {material["id"]: material for material in item.materials}
    promised = {pledge.material_id: pledge for pledge in pledges}
    faults = [
        FieldRefusal(f"materials.{name}", "办事指南的材料清单里没有这一项。")
        for name in dict.fromkeys([*handed_in, *promised])
        if name not in known
    ]
    for name, material in known.items():
        reason = _material_fault(
            material,
            is_there=name in handed_in,
            pledge=promised.get(name),
            asks_promise=asks_promise,
        )
        if reason:
            faults.append(FieldRefusal(f"materials.{name}", reason))
    return faults


def _material_fault(
    material: Mapping[str, Any], *, is_there: bool, pledge: PledgeMade | None, asks_promise: bool
) -> str:
    name = material["name"]
    if pledge is not None:
        if is_there:
            return "这份材料既提交了文件，又作了承诺，请只留一种。"
        return pledge_fault(material, pledge)
    if is_there:
        return ""
    if material["required"] == "required":
        return f"请提交「{name}」。"
    if asks_promise and material["required"] == "deferrable":
        return f"请提交「{name}」，或者勾选承诺稍后补交。"
    return ""


def check_files(handed: Sequence[HandedFile]) -> list[str]:
    """Return the kind of each file, or refuse: 413 too large, 422 not what its name says."""
    total = sum(len(file.content) for file in handed)
    check_total(total, len(handed))
    _check_twins(handed)
    kinds = []
    for place, file in enumerate(handed):
        try:
            kinds.append(check_upload(file.filename, file.content).kind)
        except Refused as refused:
            raise Refused(
                refused.code,
                refused.text,
                status=refused.status,
                fields=(FieldRefusal(f"materials.{place}", refused.text),),
            ) from refused
    return kinds


def _check_twins(handed: Sequence[HandedFile]) -> None:
    """Refuse (422) the same content handed in twice for one material."""
    seen: dict[tuple[str, bytes], int] = {}
    twins = [
        FieldRefusal(f"materials.{place}", f"与第 {first + 1} 个文件完全相同，请去掉一个。")
        for place, file in enumerate(handed)
        if (first := seen.setdefault((file.material_id, file.content), place)) != place
    ]
    if twins:
        raise Refused("file_twice", "同一份材料上传了两个完全相同的文件。", fields=tuple(twins))


def check_total(size: int, count: int) -> None:
    """Refuse (413) more than a case may hold."""
    if size > settings.MAX_CASE_BYTES:
        limit = settings.MAX_CASE_BYTES // 1024 // 1024
        raise Refused(
            "case_too_large",
            f"全部材料合计不能超过 {limit} MB，请压缩后再提交。",
            status=413,
            fields=(FieldRefusal("materials", f"合计不能超过 {limit} MB。"),),
        )
    if count > MAX_FILES:
        raise Refused(
            "case_too_large",
            f"一件申请最多提交 {MAX_FILES} 个文件，请合并后再提交。",
            status=413,
            fields=(FieldRefusal("materials", f"最多 {MAX_FILES} 个文件。"),),
        )


def kept(handed: Sequence[HandedFile], kinds: Sequence[str], names: list[str]) -> list[KeptFile]:
    """Write the files to their places, noting each name in `names` as soon as it exists."""
    result = []
    for file, kind in zip(handed, kinds, strict=True):
        stored_as = files.keep(file.content)
        names.append(stored_as)
        result.append(
            KeptFile(
                material_id=file.material_id,
                filename=tidy_name(file.filename),
                kind=kind,
                size=len(file.content),
                sha256=hashlib.sha256(file.content).hexdigest(),
                stored_as=stored_as,
                first_on=file.first_on,
                reused_from=file.reused_from,
            )
        )
    return result


def checked_note(
    note: str, *, is_required: bool = False, missing: str = "不予办理必须写明理由。"
) -> str:
    """Return a note trimmed, or refuse (422) one that is too long, or missing where needed."""
    text = note.strip()
    if len(text) > MAX_NOTE:
        reason = f"说明最多 {MAX_NOTE} 个字，现在有 {len(text)} 个字。"
        raise Refused("note_too_long", reason, fields=(FieldRefusal("note", reason),))
    if is_required and not text:
        raise Refused("reason_missing", missing, fields=(FieldRefusal("note", missing),))
    return text


def checked_choice(value: str, choices: type[TextChoices], *, field: str) -> str:
    """Return one of the choices, or refuse (422) with what may be chosen."""
    if value in choices.values:
        return value
    listed = "、".join(f"{label}（{name}）" for name, label in choices.choices)
    reason = f"请选择：{listed}。"
    raise Refused(f"{field}_unknown", reason, fields=(FieldRefusal(field, reason),))


def incomplete(faults: Sequence[FieldRefusal]) -> Refused:
    """Return the refusal (422) of an application that is wrong or incomplete in these places."""
    return Refused(
        "application_incomplete",
        f"申请有 {len(faults)} 处需要补充或改正，什么都没有提交。",
        fields=tuple(faults),
    )


def _under(name: str, faults: Sequence[FieldRefusal]) -> list[FieldRefusal]:
    return [
        FieldRefusal(fault.field if fault.field == name else f"{name}.{fault.field}", fault.reason)
        for fault in faults
    ]
