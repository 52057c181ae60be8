"""Handing in later what was promised: by the applicant himself, or taken in at the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhujian.cases import actions, queries
from zhujian.cases.forms import NoteForm
from zhujian.cases.models import Case
from zhujian.cases.steps import HandedFile
from zhujian.cases.views.desk import DESK_ROLES
from zhujian.cases.views.filling import signed_in_user
from zhujian.cases.views.mine import own_case
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.web.access import for_role, signed_in
from zhujian.web.forms import add_refusal

Errors = dict[str, list[str]]


@signed_in(kind="resident")
def supply(request: HttpRequest, number: str) -> HttpResponse:
    """Hand in one's own promised materials."""
    user = signed_in_user(request)
    return _page(request, user, own_case(user, number), "cases/mine_supply.html", "cases:mine")


@for_role(*DESK_ROLES)
def take_in(request: HttpRequest, number: str) -> HttpResponse:
    """Take in promised materials for the person at the counter."""
    user = signed_in_user(request)
    case = queries.case_for(user, number)
    return _page(request, user, case, "cases/desk_supply.html", "cases:desk-case")


def _page(request: HttpRequest, user: User, case: Case, template: str, back: str) -> HttpResponse:
    if request.method != "POST" and "supply" not in queries.moves_open_to(user, case):
        return redirect(back, case.number)
    materials = queries.material_views(
        queries.guide_of(case).snapshot["materials"],
        case.materials.all(),
        pledges=case.pledges.all(),
    )
    awaited = [one for one in materials if one.pledge is not None and one.pledge.is_awaited]
    note = NoteForm(request.POST if request.method == "POST" else None)
    note.fields["note"].label = "说明"
    errors: Errors = {}
    status = 200
    if request.method == "POST":
        refused = _sent(request, user, case, note, [one.id for one in awaited])
        if refused is None:
            return redirect(back, case.number)
        errors, status = _placed(refused, note, _files(request, awaited)), refused.status
    shown = {"case": case, "materials": awaited, "note": note, "errors": errors}
    return render(request, template, shown, status=status)


def _sent(
    request: HttpRequest, user: User, case: Case, note: NoteForm, awaited: list[str]
) -> Refused | None:
    """Hand the files in, or return why they were refused."""
    if not note.is_valid():
        return Refused("supply_form", "填写的内容有错误。")
    files = [
        HandedFile(name, upload.name or "", upload.read())
        for name in awaited
        for upload in request.FILES.getlist(f"file-{name}")
    ]
    try:
        actions.supply_case(
            by=user, number=case.number, materials=files, note=note.cleaned_data["note"]
        )
    except Refused as refused:
        if refused.status not in {413, 422}:
            raise
        return refused
    return None


def _files(request: HttpRequest, awaited: list[Any]) -> list[str]:
    """Return for which material each file of the request was sent."""
    return [one.id for one in awaited for _ in request.FILES.getlist(f"file-{one.id}")]


def _placed(refused: Refused, note: NoteForm, sent_for: list[str]) -> Errors:
    """Return what belongs to a material; what does not stands above the form."""
    errors: Errors = {}
    for fault in refused.fields:
        kind, _, place = fault.field.partition(".")
        if kind == "materials" and place.isdecimal():
            errors.setdefault(sent_for[int(place)], []).append(fault.reason)
    if not errors and not note.errors:
        add_refusal(note, Refused(refused.code, refused.text, status=refused.status))
    return errors
