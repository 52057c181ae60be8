"""What several pages of applying share: the way, files and promises of a request, the notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from zhujian.cases import actions, queries, rules
from zhujian.cases.forms import read_pledges
from zhujian.cases.models import Draft
from zhujian.cases.steps import EarlierRef, HandedFile, PledgeMade, material_faults, pledges_of
from zhujian.catalogue.schemas import SchemaField, fields_of, validate
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Mandate, User
from zhujian.people.steps import mandate_for
from zhujian.web.templating import with_query

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DraftError:
    """One thing that still stands in the way, and the page on which to put it right."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """The way through an application: who writes, for which item, and for whom."""

    user: User
    code: str
    mandate: Mandate | None

    def draft(self) -> Draft | None:
        """Return the draft that was begun on this way, if any."""
        return queries.unfinished_draft(self.user, self.code, self.mandate)

    def address(self, page: str, *parts: Any) -> str:
        """Return the address of a page on this way."""
        found = reverse(f"cases:{page}", args=[self.code, *parts])
        return with_query(found, **{"for": self.mandate.ref if self.mandate else ""})


def signed_in_user(request: HttpRequest) -> User:
    """Return who is signed in; the door's sign let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101 -- for the type; the door has asked
    return request.user


def way_of(request: HttpRequest, code: str) -> Way:
    """Return the way that the address names, or refuse (404, 403) a mandate not in force."""
    user = signed_in_user(request)
    ref = request.GET.get("for", "")
    return Way(user, code, mandate_for(user, ref) if ref else None)


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
) -> tuple[Errors, int]:
    """Take the files, removals and promises of one request into a draft.

    Returns what was refused by material, and the status of the last refusal (200 for none).
    """
    errors: Errors = {}
    status = 200
    if request.POST.get("remove", "").isdecimal():
        actions.detach_file(by=user, ref=draft.ref, file_id=int(request.POST["remove"]))
    wanted, _, ref = request.POST.get("reuse", "").partition(":")
    for material in item.materials:
        name = material["id"]
        for upload in request.FILES.getlist(f"file-{name}"):
            file = HandedFile(name, upload.name or "", upload.read())
            try:
                actions.attach_file(by=user, ref=draft.ref, file=file)
            except Refused as refused:
                errors.setdefault(name, []).append(refused.text)
                status = refused.status
        if name == wanted:
            try:
                actions.reuse_file(by=user, ref=draft.ref, earlier=EarlierRef(name, ref))
            except Refused as refused:
                errors.setdefault(name, []).append(refused.text)
                status = refused.status
    unready = _keep_pledges(request, user, draft, item)
    for name, reason in unready.items():
        errors.setdefault(name, []).append(reason)
        status = 422
    return errors, status


def _keep_pledges(
    request: HttpRequest, user: User, draft: Draft, item: ItemForCase
) -> dict[str, str]:
    """Keep what is ticked for materials that are not there; return what is wrong with it."""
    there = set(draft.files.values_list("material_id", flat=True))
    wanted = [one for one in item.materials if one["id"] not in there]
    pledges, wrong = read_pledges(request.POST, wanted)
    actions.save_pledges(by=user, ref=draft.ref, pledges=pledges)
    return wrong


def draft_materials(
    draft: Draft, item: ItemForCase, *, typed: HttpRequest | None = None
) -> list[queries.MaterialView]:
    """Return the materials of a draft: what is there, what is ticked, what was used before.

    `typed` is a request that was refused; what it ticked stays as it was.
    """
    ticked = draft.pledges
    if typed is not None:
        ticked = {
            one["id"]: {
                "kind": typed.POST.get(f"promise-{one['id']}", ""),
                "by_on": typed.POST.get(f"by-{one['id']}", ""),
            }
            for one in item.materials
        }
    return queries.draft_material_views(draft, item, ticked=ticked)


def draft_errors(
    item: ItemForCase, draft: Draft, pages: Sequence[Sequence[SchemaField]], way: Way
) -> list[DraftError]:
    """Return what a draft lacks, each with the page on which it is put right."""
    page_of = {
        field.name: number for number, fields in enumerate(pages, start=1) for field in fields
    }
    found = [
        DraftError(
            fault.reason,
            f"{way.address('apply-form', page_of.get(fault.field, 1))}#id_{fault.field}",
        )
        for fault in validate(item.form, draft.form)
    ]
    handed_in = [file.material_id for file in draft.files.all()]
    materials = way.address("apply-materials")
    pledges: list[PledgeMade] = pledges_of(draft)
    faults = material_faults(item, handed_in=handed_in, pledges=pledges, asks_promise=True)
    found += [
        DraftError(fault.reason, f"{materials}#{fault.field.replace('materials.', 'material-')}")
        for fault in faults
    ]
    return found
