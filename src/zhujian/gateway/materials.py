"""What is handed in with a body: files, files of earlier cases, promises."""

import base64
import binascii

from zhujian.cases.states import PledgeKind
from zhujian.cases.steps import EarlierRef, HandedFile, PledgeMade
from zhujian.gateway.problems import one_field
from zhujian.gateway.shapes import questions


def pledges_of(materials: list[questions.HandedMaterial]) -> list[PledgeMade]:
    """Return what is promised; one promise for a material, and nothing else beside it."""
    pledges = []
    for place, one in enumerate(materials):
        if one.by_on is not None and not one.defer:
            raise one_field("material", f"materials.{place}.by_on", "只有稍后补交的材料写日期。")
        if not (one.defer or one.promise):
            continue
        if one.defer and one.promise:
            reason = "稍后补交和以承诺代替，请只选一种。"
            raise one_field("material", f"materials.{place}.promise", reason)
        kind = PledgeKind.LATER if one.defer else PledgeKind.INSTEAD
        pledges.append(PledgeMade(one.id, kind, one.by_on))
    return pledges


def files_alone(materials: list[questions.HandedMaterial]) -> list[HandedFile | EarlierRef]:
    """Return the files of a move in which nothing can be promised."""
    for place, one in enumerate(materials):
        if one.defer or one.promise:
            name = "defer" if one.defer else "promise"
            raise one_field("material", f"materials.{place}.{name}", "这一步请提交文件。")
    return files_of(materials)


def files_of(materials: list[questions.HandedMaterial]) -> list[HandedFile | EarlierRef]:
    """Return the files that were sent, and those of earlier cases that were named."""
    return [
        EarlierRef(one.id, one.reuse) if one.reuse else _file(place, one)
        for place, one in enumerate(materials)
        if not (one.defer or one.promise)
    ]


def _file(place: int, material: questions.HandedMaterial) -> HandedFile:
    where = f"materials.{place}"
    if material.filename is None:
        raise one_field("material", f"{where}.filename", "请给出文件名，或者用 defer 说明后补。")
    if material.content_base64 is None:
        raise one_field("material", f"{where}.content_base64", "请给出文件内容（Base64）。")
    try:
        content = base64.b64decode(material.content_base64, validate=True)
    except (ValueError, binascii.Error) as error:
        raise one_field(
            "material", f"{where}.content_base64", "文件内容不是有效的 Base64。"
        ) from error
    return HandedFile(material.id, material.filename, content)
