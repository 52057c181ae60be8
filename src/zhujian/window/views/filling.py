"""Taking in at the counter, second half: form and materials, the sheet of what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhujian.cases import actions as case_actions
from zhujian.cases.actions import Paper
from zhujian.cases.forms import SchemaForm
from zhujian.cases.models import Draft
from zhujian.cases.views.filling import attach_all, draft_materials, notice_of, signed_in_user
from zhujian.catalogue.schemas import fields_of, validate
from zhujian.catalogue.steps import ItemForCase, item_for_application
from zhujian.divisions.queries import towns
from zhujian.kernel import clock
from zhujian.kernel.refusals import FieldRefusal, Refused, not_found
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.pdf import qr_markup
from zhujian.window import actions, queries


@for_role(Role.CLERK)
def fill(request: HttpRequest, ref: str) -> HttpResponse:
    """Fill in the form and tick off the materials; take in and accept in one go."""
    user = signed_in_user(request)
    draft = _draft(user, ref)
    if draft.case is not None:
        return redirect("window:receipt", draft.case.number)
    item = item_for_application(draft.item_code)
    if request.method == "POST":
        return _filled(request, user, draft, item)
    form = SchemaForm(fields_of(item.form), values=draft.form)
    return _fill_page(request, draft, item, form)


@for_role(Role.CLERK)
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Give up an application that was begun at the counter, after asking."""
    user = signed_in_user(request)
    draft = _draft(user, ref)
    if request.method == "POST":
        case_actions.discard_draft(by=user, ref=ref)
        return redirect("window:take-in")
    return render(request, "window/discard.html", {"draft": draft})


@for_role(Role.CLERK)
@require_GET
def advice(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the sheet that tells once what is there and what is missing, before a case exists."""
    user = signed_in_user(request)
    draft = _draft(user, ref)
    item = item_for_application(draft.item_code)
    address = request.build_absolute_uri(reverse("catalogue:item", args=[item.code]))
    labels = {field.name: field.label for field in fields_of(item.form)}
    wrong = {fault.field for fault in validate(item.form, draft.form)}
    return render(
        request,
        "window/advice.html",
        {
            "draft": draft,
            "case": None,
            "item_name": item.title,
            "official": item.name if item.name != item.title else "",
            "organisation_name": item.organisation_name,
            "applicant": draft.shown_party,
            "window": queries.window_of(user),
            "told_at": clock.now(),
            "materials": draft_materials(draft, item),
            "missing": [],
            "unfilled": [labels[name] for name in labels if name in wrong],
            "phone": (item.snapshot.get("phones") or {}).get("consult") or "",
            "address": address,
            "code": qr_markup(address),
        },
    )


def papers_of(typed: QueryDict, materials: Sequence[Mapping[str, Any]]) -> list[Paper]:
    """Return what was ticked as seen or kept on paper; one tick stands for all that is required."""
    is_all = "all-papers" in typed
    return [
        Paper(
            material_id=material["id"],
            is_original_seen=f"seen-{material['id']}" in typed
            or (is_all and material["required"] == "required"),
            is_copy_kept=f"copy-{material['id']}" in typed
            or (is_all and material["required"] == "required" and bool(material.get("copies"))),
            pages=_pages(typed.get(f"pages-{material['id']}", "")),
        )
        for material in materials
    ]


def _pages(text: str) -> int:
    """Return typed pages; what is no number counts as too many, which the action refuses."""
    plain = text.strip()
    if not plain:
        return 0
    return int(plain) if plain.isdecimal() and len(plain) < 6 else -1


def _draft(user: User, ref: str) -> Draft:
    found = (
        Draft.objects.of_writer(user)
        .select_related(
            "case", "applicant__resident", "enterprise", "mandate__person__resident", "division"
        )
        .prefetch_related("files")
        .filter(ref=ref)
        .first()
    )
    if found is None:
        raise not_found("没有找到这份正在填写的申请。")
    return found


def _filled(request: HttpRequest, user: User, draft: Draft, item: ItemForCase) -> HttpResponse:
    form = SchemaForm(fields_of(item.form), typed=request.POST)
    form.is_valid()
    town = request.POST.get("division", "")
    draft = case_actions.save_draft(by=user, ref=draft.ref, form=form.values(), division=town)
    errors, status = attach_all(request, user, draft, item)
    try:
        if item.materials:
            papers = papers_of(request.POST, item.materials)
            case_actions.note_papers(by=user, ref=draft.ref, papers=papers)
        if "take" in request.POST and not errors:
            case = actions.take_in(by=user, ref=draft.ref)
            return redirect("window:receipt", case.number)
    except Refused as refused:
        if refused.status not in {413, 422} or not refused.fields:
            raise
        status = refused.status
        errors = _by_material(refused.fields)
        form.judge(item.form, draft.form)
    if not errors and not form.errors:
        return redirect("window:advice" if "advise" in request.POST else "window:fill", draft.ref)
    return _fill_page(request, _draft(user, draft.ref), item, form, errors=errors, status=status)


def _by_material(faults: Sequence[FieldRefusal]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in faults:
        if fault.field.startswith("materials."):
            found.setdefault(fault.field.removeprefix("materials."), []).append(fault.reason)
    return found


def _focus(form: SchemaForm, values: Mapping[str, Any]) -> bool:
    """Let the cursor stand in the first field that is still to be filled in, if there is one."""
    for name, field in form.fields.items():
        if field.required and values.get(name) in (None, "", []):
            field.widget.attrs["autofocus"] = True
            return True
    return False


def _fill_page(
    request: HttpRequest,
    draft: Draft,
    item: ItemForCase,
    form: SchemaForm,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_fresh = not form.is_bound and not errors
    return render(
        request,
        "window/fill.html",
        {
            "draft": draft,
            "item": item,
            "form": form,
            "errors": errors or {},
            "is_form_filled": is_fresh and not _focus(form, draft.form),
            "materials": draft_materials(draft, item, typed=request if errors else None),
            "towns": [(town.code, town.name) for town in towns()],
            "notice": notice_of(item),
        },
        status=status,
    )
