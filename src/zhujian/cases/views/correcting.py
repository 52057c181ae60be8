"""Correcting one's own application, on one page: the form, files, a word."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhujian.cases import actions, queries
from zhujian.cases.forms import NoteForm, SchemaForm
from zhujian.cases.models import Case
from zhujian.cases.steps import HandedFile
from zhujian.cases.views.filling import signed_in_user
from zhujian.cases.views.mine import own_case
from zhujian.catalogue.schemas import fields_of
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.web.access import signed_in


@signed_in(kind="resident")
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is missing and take it in; what is refused stays as typed, files do not."""
    user = signed_in_user(request)
    case = own_case(user, number)
    if request.method != "POST" and "submit-correction" not in queries.moves_open_to(user, case):
        return redirect("cases:mine", number)
    snapshot = queries.guide_of(case).snapshot
    typed = request.POST if request.method == "POST" else None
    form = SchemaForm(fields_of(snapshot["form"]), values=_as_typed(case.form), typed=typed)
    note = NoteForm(typed, prefix="word")
    note.fields["note"].label = "给承办单位的说明"
    files = _files(request, snapshot["materials"])
    errors: dict[str, list[str]] = {}
    status = 200
    if typed is not None:
        refused = _sent(user, case, form, note, files)
        if refused is None:
            return redirect("cases:mine", number)
        errors, status = _placed(refused, form, note, files), refused.status
    return render(
        request,
        "cases/mine_correct.html",
        {
            "case": case,
            "form": form,
            "note": note,
            "missing": case.missing,
            "materials": queries.material_views(
                snapshot["materials"], case.materials.all(), pledges=case.pledges.all()
            ),
            "errors": errors,
        },
        status=status,
    )


def _sent(
    user: User, case: Case, form: SchemaForm, note: NoteForm, files: list[HandedFile]
) -> Refused | None:
    """Send the correction, or return why it was refused."""
    if not (form.is_valid() and note.is_valid()):
        return Refused("correction_form", "填写的内容有错误。")
    try:
        actions.submit_correction_of_case(
            by=user,
            number=case.number,
            form=form.values(),
            materials=files,
            note=note.cleaned_data["note"],
        )
    except Refused as refused:
        if refused.status not in {413, 422}:
            raise
        return refused
    return None


def _placed(
    refused: Refused, form: SchemaForm, note: NoteForm, files: list[HandedFile]
) -> dict[str, list[str]]:
    """Show a refusal beside the fields it names; return what belongs to materials."""
    errors: dict[str, list[str]] = {}
    for fault in refused.fields:
        kind, _, name = fault.field.partition(".")
        if kind == "materials" and name:
            material = files[int(name)].material_id if name.isdecimal() else name
            errors.setdefault(material, []).append(fault.reason)
        elif kind == "form" and name in form.fields:
            form.add_error(name, fault.reason)
        else:
            note.add_error("note" if fault.field == "note" else None, fault.reason)
    if not refused.fields and note.is_valid() and form.is_valid():
        note.add_error(None, refused.text)
    return errors


def _files(request: HttpRequest, materials: list[dict[str, Any]]) -> list[HandedFile]:
    return [
        HandedFile(material["id"], upload.name or "", upload.read())
        for material in materials
        for upload in request.FILES.getlist(f"file-{material['id']}")
    ]


def _as_typed(values: dict[str, Any]) -> dict[str, Any]:
    words = {True: "是", False: "否"}
    return {
        name: words[value] if isinstance(value, bool) else value for name, value in values.items()
    }
