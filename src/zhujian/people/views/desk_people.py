"""The window's pages on persons: find, hand out a card, change a lost number."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhujian.kernel.refusals import Refused, not_found
from zhujian.people import actions, queries
from zhujian.people.forms.desk import FindForm, LostPhoneForm
from zhujian.people.forms.sign_in import CodeForm
from zhujian.people.models import Resident, SignInKind, User
from zhujian.people.roles import Role
from zhujian.people.views.demo import demo_code_of
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.pdf import qr_markup

PENDING = "people.pending-lost-phone"


def _clerk(request: HttpRequest) -> User:
    return cast("User", request.user)


def _person(request: HttpRequest, ref: str) -> Resident:
    resident = actions.see_person(by=_clerk(request), ref=ref)
    if resident is None:
        raise not_found("没有这个办事人。")
    return resident


@for_role(Role.CLERK)
def index(request: HttpRequest) -> HttpResponse:
    """Find a person by number, tail or card; sent by POST, so that no number stands in a log."""
    form = FindForm(request.POST or None)
    found = None
    if form.is_bound and form.is_valid():
        found = actions.find_person(by=_clerk(request), text=form.cleaned_data["who"])
    status = 422 if form.errors else 200
    return render(request, "people/desk_people.html", {"form": form, "found": found}, status=status)


@for_role(Role.CLERK)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what a clerk may know of a person, and what can be done at the counter."""
    resident = _person(request, ref)
    form = LostPhoneForm(request.POST or None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            pending = actions.start_phone_change(
                by=_clerk(request), user=resident.user, phone=form.cleaned_data["phone"]
            )
            request.session[PENDING] = pending.ref
            return redirect("people:desk-lost-phone", ref)
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    if form.errors and status == 200:
        status = 422
    context = {
        "resident": resident,
        "form": form,
        "cards": queries.paper_codes_of(resident.user),
        "mandates": queries.mandate_board(resident.user),
    }
    return render(request, "people/desk_person.html", context, status=status)


@for_role(Role.CLERK)
def lost_phone(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the code that came to the new phone."""
    resident = _person(request, ref)
    pending = queries.waiting_sign_in(request.session.get(PENDING, ""), SignInKind.PHONE)
    if pending is None or pending.user_id != resident.user_id:
        return redirect("people:desk-person", ref)
    form = CodeForm(request.POST or None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.finish_phone_change(
                by=_clerk(request), attempt=pending.ref, code=form.cleaned_data["code"]
            )
            request.session.pop(PENDING, None)
            return redirect("people:desk-person", ref)
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    context = {"resident": resident, "form": form, "demo_code": demo_code_of(pending)}
    status = 422 if form.errors and status == 200 else status
    return render(request, "people/desk_lost_phone.html", context, status=status)


@for_role(Role.CLERK)
@require_POST
def issue_card(request: HttpRequest, ref: str) -> HttpResponse:
    """Hand out a card; it is shown to be printed this once."""
    resident = _person(request, ref)
    fresh = actions.issue_paper_code(by=_clerk(request), person=resident.user)
    place = reverse("people:paper-sign-in") + "?code=" + fresh.text
    address = request.build_absolute_uri(place)
    context = {
        "resident": resident,
        "fresh": fresh,
        "site_address": request.build_absolute_uri(reverse("people:paper-sign-in")),
        "qr": qr_markup(address),
    }
    return render(request, "people/desk_card.html", context)


@for_role(Role.CLERK)
@require_POST
def revoke_card(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """Make a card useless that was lost."""
    actions.revoke_paper_code(by=_clerk(request), ref=code)
    return redirect("people:desk-person", ref)
