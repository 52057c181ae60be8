"""Applying online: start, form, materials, check, sent; a draft is kept at each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhujian.cases import actions, queries
from zhujian.cases.forms import SchemaForm, page_names, pages_of
from zhujian.cases.models import Draft
from zhujian.cases.steps import online_item
from zhujian.cases.views.filling import (
    attach_all,
    draft_errors,
    notice_of,
    signed_in_user,
)
from zhujian.catalogue.schemas import fields_of
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import Refused, not_found
from zhujian.web.access import signed_in


@signed_in(kind="resident")
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say what will be asked, by whom and why; begin, or go on with a draft."""
    user, item = signed_in_user(request), online_item(code)
    if request.method == "POST":
        actions.begin_draft(by=user, item_code=code, form=queries.prefilled(user, item.form))
        return redirect("cases:apply-form", code, 1)
    draft = queries.unfinished_draft(user, code)
    return render(
        request,
        "cases/apply_start.html",
        {
            "item": item,
            "draft": draft,
            "notice": notice_of(item),
            "materials": queries.material_views(item.materials, ()),
        },
    )


@signed_in(kind="resident")
def fill(request: HttpRequest, code: str, page: int) -> HttpResponse:
    """Fill in one page of the form; what was typed is kept, right or wrong."""
    user, item = signed_in_user(request), online_item(code)
    draft = queries.unfinished_draft(user, code)
    if draft is None:
        return redirect("cases:apply", code)
    pages = pages_of(fields_of(item.form))
    if not 1 <= page <= len(pages):
        raise not_found()
    if request.method == "POST":
        form = SchemaForm(pages[page - 1], typed=request.POST)
        form.is_valid()
        draft = actions.save_draft(by=user, ref=draft.ref, form=form.values())
        if "later" in request.POST:
            return redirect("cases:apply", code)
        if form.judge(item.form, draft.form):
            return redirect(_after_page(code, page, len(pages)))
    else:
        form = SchemaForm(pages[page - 1], values=draft.form)
    names = page_names(pages)
    context = {"item": item, "draft": draft, "form": form, "page": page, "name": names[page - 1]}
    return render(
        request,
        "cases/apply_form.html",
        {**context, "progress": progress_of(code, names, page), "notice": notice_of(item)},
        status=422 if form.errors else 200,
    )


@signed_in(kind="resident")
def materials(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in files for each material, put off what may be put off, take files back."""
    user, item = signed_in_user(request), online_item(code)
    draft = queries.unfinished_draft(user, code)
    if draft is None:
        return redirect("cases:apply", code)
    errors: dict[str, list[str]] = {}
    status = 200
    if request.method == "POST":
        errors, status = attach_all(request, user, draft, item)
        if not errors and "onward" in request.POST:
            return redirect("cases:apply-check", code)
        if not errors:
            return redirect("cases:apply-materials", code)
        draft = queries.unfinished_draft(user, code) or draft
    names = page_names(pages_of(fields_of(item.form)))
    return render(
        request,
        "cases/apply_materials.html",
        {
            "item": item,
            "draft": draft,
            "materials": queries.material_views(item.materials, draft.files.all()),
            "errors": errors,
            "progress": progress_of(code, names, len(names) + 1),
            "back": reverse("cases:apply-form", args=[code, len(names)]),
        },
        status=status,
    )


@signed_in(kind="resident")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything before it is sent, then send it; sent twice, it is one case."""
    user = signed_in_user(request)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            case = actions.submit_draft(by=user, ref=request.POST.get("ref", ""))
        except Refused as why:
            if why.status == 404:
                raise
            refused = why
        else:
            return redirect("cases:apply-sent", code, case.number)
    item = online_item(code)
    draft = queries.unfinished_draft(user, code)
    if draft is None:
        return redirect("cases:apply", code)
    return _check_page(request, item, draft, refused)


@signed_in(kind="resident")
def sent(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Say that it arrived: the number, what happens next, by when and why."""
    case = queries.case_for(signed_in_user(request), number)
    if case.item_code != code:
        raise not_found()
    return render(
        request,
        "cases/apply_sent.html",
        {"case": case, "due_why": queries.due_why(case)},
    )


@signed_in(kind="resident")
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Remove the draft, after asking."""
    user = signed_in_user(request)
    draft = queries.unfinished_draft(user, code)
    if draft is None:
        return redirect("cases:apply", code)
    if request.method == "POST":
        actions.discard_draft(by=user, ref=draft.ref)
        return redirect("cases:apply", code)
    return render(request, "cases/apply_discard.html", {"draft": draft})


def progress_of(code: str, form_pages: Sequence[str], current: int) -> list[dict[str, Any]]:
    """Return the named steps of an application; `current` counts from 1."""
    names = [*form_pages, "材料", "核对并提交"]
    hrefs = [
        reverse("cases:apply-form", args=[code, page]) for page in range(1, len(form_pages) + 1)
    ]
    hrefs += [
        reverse("cases:apply-materials", args=[code]),
        reverse("cases:apply-check", args=[code]),
    ]
    return [
        {"text": name, "href": href, "is_done": place < current, "is_current": place == current}
        for place, (name, href) in enumerate(zip(names, hrefs, strict=True), start=1)
    ]


def _after_page(code: str, page: int, pages: int) -> str:
    if page < pages:
        return reverse("cases:apply-form", args=[code, page + 1])
    return reverse("cases:apply-materials", args=[code])


def _check_page(
    request: HttpRequest, item: ItemForCase, draft: Draft, refused: Refused | None
) -> HttpResponse:
    pages = pages_of(fields_of(item.form))
    names = page_names(pages)
    sections = [
        {
            "name": name,
            "href": reverse("cases:apply-form", args=[item.code, page]),
            "fields": queries.filled_fields(item.form, _only(draft.form, fields)),
        }
        for page, (name, fields) in enumerate(zip(names, pages, strict=True), start=1)
    ]
    return render(
        request,
        "cases/apply_check.html",
        {
            "item": item,
            "draft": draft,
            "sections": sections,
            "materials": queries.material_views(item.materials, draft.files.all()),
            "errors": draft_errors(item, draft, pages),
            "refused": refused,
            "notice": notice_of(item),
            "progress": progress_of(item.code, names, len(names) + 2),
        },
        status=refused.status if refused else 200,
    )


def _only(values: dict[str, Any], fields: list[Any]) -> dict[str, Any]:
    names = {field.name for field in fields}
    return {name: value for name, value in values.items() if name in names}
