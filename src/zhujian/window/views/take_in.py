"""Taking in at the counter: item, person, form and materials, receipt."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from zhujian.cases import actions as case_actions
from zhujian.cases import queries as cases
from zhujian.cases.forms import SchemaForm
from zhujian.cases.models import Draft
from zhujian.cases.views.filling import attach_all, notice_of, signed_in_user
from zhujian.catalogue.schemas import fields_of
from zhujian.catalogue.steps import ItemForCase, item_for_application
from zhujian.divisions.queries import towns
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.actions import make_resident
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.trackers import track_address
from zhujian.window import actions, queries
from zhujian.window.forms import FindPersonForm, NewPersonForm


@for_role(Role.CLERK)
@require_GET
def choose_item(request: HttpRequest) -> HttpResponse:
    """Find the item that a person at the counter asks for."""
    user = signed_in_user(request)
    words = request.GET.get("q", "").strip()[:200]
    return render(
        request,
        "window/choose_item.html",
        {
            "words": words,
            "found": queries.find_items(words) if words else [],
            "recent": [] if words else queries.recent_items(user),
            "drafts": [] if words else queries.open_drafts(user),
        },
    )


@for_role(Role.CLERK)
def choose_person(request: HttpRequest, code: str) -> HttpResponse:
    """Find the person by phone or ID number, or write a new one down."""
    user, item = signed_in_user(request), item_for_application(code)
    does = request.POST.get("does", "")
    find = FindPersonForm(request.POST if does == "find" else None)
    new = NewPersonForm(request.POST if does == "make" else None)
    found = None
    if does == "choose":
        return _begin(user, item, _person(request.POST.get("person", "")))
    if does == "find" and find.is_valid():
        found = _found(find)
    if does == "make" and new.is_valid():
        person = _made(user, new)
        if person is not None:
            return _begin(user, item, person)
    return render(
        request,
        "window/choose_person.html",
        {"item": item, "find": find, "new": new, "found": found},
        status=422 if find.errors or new.errors else 200,
    )


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
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show the receipt that is printed and handed over."""
    case = cases.case_for(signed_in_user(request), number)
    if case.taken_in_at is None:
        raise not_found("这个办件不是窗口收件，没有收件回执。")
    snapshot = cases.guide_of(case).snapshot
    address = request.build_absolute_uri(track_address(case.number))
    return render(
        request,
        "window/receipt.html",
        {
            "case": case,
            "due_why": cases.due_why(case),
            "address": address,
            "code": qr(address),
            "materials": cases.material_views(snapshot["materials"], case.materials.all()),
        },
    )


def qr(address: str) -> Markup:
    """Return a QR code of an address as markup without styles."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(scale=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 -- drawn by segno from modules, not from text


def _found(form: FindPersonForm) -> list[Any]:
    who = form.cleaned_data["who"]
    if not queries.is_searchable(who):
        form.add_error("who", "请输入完整的 11 位手机号，或 18 位身份证号。")
        return []
    return queries.find_persons(who)


def _made(user: User, form: NewPersonForm) -> User | None:
    try:
        return make_resident(by=user, **form.cleaned_data)
    except Refused as refused:
        if refused.status != 422:
            raise
        add_refusal(form, refused)
        return None


def _person(ref: str) -> User:
    found = User.objects.filter(ref=ref, is_active=True, login__isnull=True).first()
    if found is None:
        raise not_found("没有找到这个人，请重新查找。")
    return found


def _begin(user: User, item: ItemForCase, person: User) -> HttpResponse:
    known = cases.prefilled(person, item.form)
    draft = case_actions.begin_draft(by=user, item_code=item.code, applicant=person, form=known)
    return redirect("window:fill", draft.ref)


def _draft(user: User, ref: str) -> Draft:
    found = (
        Draft.objects.of_writer(user)
        .select_related("case", "applicant__resident", "division")
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
    if "take" not in request.POST and not errors:
        return redirect("window:fill", draft.ref)
    if "take" in request.POST and not errors:
        try:
            case = actions.take_in(by=user, ref=draft.ref)
        except Refused as refused:
            if refused.status not in {413, 422} or not refused.fields:
                raise
            status = refused.status
            errors = _by_material(refused)
            form.judge(item.form, draft.form)
        else:
            return redirect("window:receipt", case.number)
    return _fill_page(request, _draft(user, draft.ref), item, form, errors=errors, status=status)


def _by_material(refused: Refused) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in refused.fields:
        if fault.field.startswith("materials."):
            found.setdefault(fault.field.removeprefix("materials."), []).append(fault.reason)
    return found


def _fill_page(
    request: HttpRequest,
    draft: Draft,
    item: ItemForCase,
    form: SchemaForm,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "window/fill.html",
        {
            "draft": draft,
            "item": item,
            "form": form,
            "errors": errors or {},
            "materials": cases.material_views(item.materials, draft.files.all()),
            "towns": [(town.code, town.name) for town in towns()],
            "notice": notice_of(item),
        },
        status=status,
    )
