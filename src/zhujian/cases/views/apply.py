"""Applying online: start, form, materials, check, sent; a draft is kept at each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhujian.cases import actions, queries
from zhujian.cases.forms import SchemaForm, page_names, pages_of
from zhujian.cases.models import Draft
from zhujian.cases.steps import is_for_enterprises, online_item
from zhujian.cases.views.files import shown
from zhujian.cases.views.filling import (
    Way,
    attach_all,
    draft_errors,
    draft_materials,
    notice_of,
    signed_in_user,
    way_of,
)
from zhujian.catalogue.schemas import fields_of
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.queries import mandates_of
from zhujian.web.access import signed_in


@signed_in(kind="resident")
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say what will be asked, by whom and why, for whom one applies; begin, or go on."""
    way, item = way_of(request, code), online_item(code)
    enterprise = way.mandate.enterprise if way.mandate else None
    if request.method == "POST":
        is_own = way.mandate is None or enterprise is not None  # an agent types whom he acts for
        known = queries.prefilled(way.user, item.form, enterprise=enterprise) if is_own else {}
        actions.begin_draft(by=way.user, item_code=code, mandate=way.mandate, form=known)
        return redirect(way.address("apply-form", 1))
    return render(
        request,
        "cases/apply_start.html",
        {
            "item": item,
            "way": way,
            "draft": way.draft(),
            "parties": _parties(way),
            "is_for_enterprises": is_for_enterprises(item),
            "notice": notice_of(item),
            "materials": queries.material_views(item.materials, ()),
        },
    )


@signed_in(kind="resident")
def fill(request: HttpRequest, code: str, page: int) -> HttpResponse:
    """Fill in one page of the form; what was typed is kept, right or wrong."""
    way, item = way_of(request, code), online_item(code)
    draft = way.draft()
    if draft is None:
        return redirect(way.address("apply"))
    pages = pages_of(fields_of(item.form))
    if not 1 <= page <= len(pages):
        raise not_found()
    if request.method == "POST":
        form = SchemaForm(pages[page - 1], typed=request.POST)
        form.is_valid()
        draft = actions.save_draft(by=way.user, ref=draft.ref, form=form.values())
        if "later" in request.POST:
            return redirect(way.address("apply"))
        if form.judge(item.form, draft.form):
            return redirect(_after_page(way, page, len(pages)))
    else:
        form = SchemaForm(pages[page - 1], values=draft.form)
    names = page_names(pages)
    context = {"item": item, "way": way, "draft": draft, "form": form, "page": page}
    return render(
        request,
        "cases/apply_form.html",
        {
            **context,
            "name": names[page - 1],
            "progress": progress_of(way, names, page),
            "notice": notice_of(item),
        },
        status=422 if form.errors else 200,
    )


@signed_in(kind="resident")
def materials(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in files for each material, promise what may be promised, take files back."""
    way, item = way_of(request, code), online_item(code)
    draft = way.draft()
    if draft is None:
        return redirect(way.address("apply"))
    errors: dict[str, list[str]] = {}
    status = 200
    if request.method == "POST":
        errors, status = attach_all(request, way.user, draft, item)
        if not errors:
            onward = "apply-check" if "onward" in request.POST else "apply-materials"
            return redirect(way.address(onward))
        draft = way.draft() or draft
    names = page_names(pages_of(fields_of(item.form)))
    return render(
        request,
        "cases/apply_materials.html",
        {
            "item": item,
            "way": way,
            "draft": draft,
            "materials": draft_materials(draft, item, typed=request if errors else None),
            "errors": errors,
            "progress": progress_of(way, names, len(names) + 1),
            "back": way.address("apply-form", len(names)),
        },
        status=status,
    )


@signed_in(kind="resident")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything as the office will see it, then send it; sent twice, it is one case."""
    way = way_of(request, code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            case = actions.submit_draft(by=way.user, ref=request.POST.get("ref", ""))
        except Refused as why:
            if why.status == 404:
                raise
            refused = why
        else:
            return redirect("cases:apply-sent", code, case.number)
    item = online_item(code)
    draft = way.draft()
    if draft is None:
        return redirect(way.address("apply"))
    return _check_page(request, way, item, draft, refused)


@signed_in(kind="resident")
@require_GET
def file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Show a file of one's own draft."""
    draft = way_of(request, code).draft()
    found = draft.files.filter(pk=pk).exclude(stored_as="").first() if draft else None
    if found is None:
        raise not_found("这份文件已经不在草稿里了。")
    return shown(found)


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
    way = way_of(request, code)
    draft = way.draft()
    if draft is None:
        return redirect(way.address("apply"))
    if request.method == "POST":
        actions.discard_draft(by=way.user, ref=draft.ref)
        return redirect(way.address("apply"))
    return render(request, "cases/apply_discard.html", {"draft": draft, "way": way})


def progress_of(way: Way, form_pages: Sequence[str], current: int) -> list[dict[str, Any]]:
    """Return the named steps of an application; `current` counts from 1."""
    names = [*form_pages, "材料", "核对并提交"]
    hrefs = [way.address("apply-form", page) for page in range(1, len(form_pages) + 1)]
    hrefs += [way.address("apply-materials"), way.address("apply-check")]
    return [
        {"text": name, "href": href, "is_done": place < current, "is_current": place == current}
        for place, (name, href) in enumerate(zip(names, hrefs, strict=True), start=1)
    ]


def _parties(way: Way) -> list[dict[str, Any]]:
    """Return for whom one may apply: oneself, and each mandate that covers the item."""
    mandates = [one for one in mandates_of(way.user) if one.covers(way.code)]
    if not mandates:
        return []
    chosen = way.mandate.ref if way.mandate else ""
    own = {"text": "我自己", "href": Way(way.user, way.code, None).address("apply")}
    others = [
        {
            "text": one.principal_name,
            "href": Way(way.user, way.code, one).address("apply"),
            "is_current": one.ref == chosen,
        }
        for one in mandates
    ]
    return [{**own, "is_current": not chosen}, *others]


def _after_page(way: Way, page: int, pages: int) -> str:
    if page < pages:
        return way.address("apply-form", page + 1)
    return way.address("apply-materials")


def _check_page(
    request: HttpRequest, way: Way, item: ItemForCase, draft: Draft, refused: Refused | None
) -> HttpResponse:
    pages = pages_of(fields_of(item.form))
    names = page_names(pages)
    sections = [
        {
            "name": name,
            "href": way.address("apply-form", page),
            "fields": queries.filled_fields(item.form, _only(draft.form, fields)),
        }
        for page, (name, fields) in enumerate(zip(names, pages, strict=True), start=1)
    ]
    return render(
        request,
        "cases/apply_check.html",
        {
            "item": item,
            "way": way,
            "draft": draft,
            "sections": sections,
            "materials": draft_materials(draft, item),
            "errors": draft_errors(item, draft, pages, way),
            "refused": refused,
            "notice": notice_of(item),
            "dates": queries.expected_dates(item),
            "progress": progress_of(way, names, len(names) + 2),
        },
        status=refused.status if refused else 200,
    )


def _only(values: dict[str, Any], fields: list[Any]) -> dict[str, Any]:
    names = {field.name for field in fields}
    return {name: value for name, value in values.items() if name in names}
