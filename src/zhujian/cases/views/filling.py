"""What several pages of applying share: files of a request, faults of a draft, the notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from zhujian.cases import actions, rules
from zhujian.cases.models import Draft
from zhujian.cases.steps import HandedFile, material_faults
from zhujian.catalogue.schemas import SchemaField, fields_of, validate
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User


@dataclass(frozen=True, slots=True)
class DraftError:
    """One thing that still stands in the way, and the page on which to put it right."""

    text: str
    href: str


def signed_in_user(request: HttpRequest) -> User:
    """Return who is signed in; the door's sign let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101 -- for the type; the door has asked
    return request.user


def notice_of(item: ItemForCase) -> rules.PrivacyNotice:
    """SEC-01: return what is told before personal data is filled in."""
    return rules.privacy_notice(
        organisation=item.organisation_name,
        item=item.name,
        labels=[field.label for field in fields_of(item.form)],
        materials=[material["name"] for material in item.materials],
        phone=(item.snapshot.get("phones") or {}).get("consult") or "",
    )


def attach_all(
    request: HttpRequest, user: User, draft: Draft, item: ItemForCase
) -> tuple[dict[str, list[str]], int]:
    """Take the files and removals of one request into a draft.

    Returns what was refused by material, and the status of the last refusal (200 for none).
    """
    errors: dict[str, list[str]] = {}
    status = 200
    if request.POST.get("remove", "").isdecimal():
        actions.detach_file(by=user, ref=draft.ref, file_id=int(request.POST["remove"]))
    for material in item.materials:
        for upload in request.FILES.getlist(f"file-{material['id']}"):
            file = HandedFile(material["id"], upload.name or "", upload.read())
            try:
                actions.attach_file(by=user, ref=draft.ref, file=file)
            except Refused as refused:
                errors.setdefault(material["id"], []).append(refused.text)
                status = refused.status
    return errors, status


def draft_errors(
    item: ItemForCase, draft: Draft, pages: Sequence[Sequence[SchemaField]]
) -> list[DraftError]:
    """Return what a draft lacks, each with the page on which it is put right."""
    page_of = {
        field.name: number for number, fields in enumerate(pages, start=1) for field in fields
    }
    found = [
        DraftError(
            fault.reason,
            reverse("cases:apply-form", args=[item.code, page_of.get(fault.field, 1)])
            + f"#id_{fault.field}",
        )
        for fault in validate(item.form, draft.form)
    ]
    handed_in = [file.material_id for file in draft.files.all()]
    materials = reverse("cases:apply-materials", args=[item.code])
    found += [
        DraftError(fault.reason, f"{materials}#{fault.field.replace('materials.', 'material-')}")
        for fault in material_faults(item, handed_in=handed_in)
    ]
    return found
