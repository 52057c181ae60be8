"""A resident's pages on acting for others, and on who acts for him."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhujian.kernel.refusals import Refused, not_found
from zhujian.people import actions, queries
from zhujian.people.forms.mandates import AgencyForm, ClaimForm, InviteForm, InviteForMeForm
from zhujian.people.forms.sign_in import CodeForm
from zhujian.people.models import Enterprise, MandateKind, SignInKind, User
from zhujian.people.views.demo import demo_code_of
from zhujian.web.access import signed_in
from zhujian.web.forms import add_refusal

PENDING = "people.pending-agency"


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


@signed_in(kind="resident")
def index(request: HttpRequest) -> HttpResponse:
    """Show for whom I act, who acts for me, and what waits for an answer."""
    user = _me(request)
    return render(request, "people/mandates.html", {"board": queries.mandate_board(user)})


@signed_in(kind="resident")
def claim(request: HttpRequest) -> HttpResponse:
    """Say that I act for an enterprise."""
    user = _me(request)
    form = ClaimForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim_enterprise(by=user, **_claimed(form))
            return redirect("people:mandates")
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    context = {"form": form, "name": user.resident.full_name}
    return render(request, "people/claim.html", context, status=_status(form, status))


def _claimed(form: ClaimForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    file = said.pop("licence")
    said["kind"] = MandateKind(said["kind"])
    return said | {"licence": (file.name, file.read()) if file else None}


@signed_in(kind="resident")
def enterprise(request: HttpRequest, ref: str) -> HttpResponse:
    """Show an enterprise for which I act; its legal representative invites and revokes."""
    user = _me(request)
    page = queries.enterprise_page(user, ref)
    if page is None:
        raise not_found("没有这个企业，或您没有代它办事的授权。")
    form = InviteForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        refused = _invited(user, page.enterprise, form)
        if refused is None:
            return redirect("people:enterprise", ref)
        status = refused.status
    context = {"page": page, "form": form}
    return render(request, "people/enterprise.html", context, status=_status(form, status))


@signed_in(kind="resident")
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody to act for me."""
    user = _me(request)
    form = InviteForMeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        refused = _invited(user, None, form)
        if refused is None:
            return redirect("people:mandates")
        status = refused.status
    return render(request, "people/invite.html", {"form": form}, status=_status(form, status))


def _invited(user: User, enterprise: Enterprise | None, form: InviteForm) -> Refused | None:
    try:
        actions.invite(by=user, enterprise=enterprise, **form.cleaned_data)
    except Refused as refused:
        if refused.status == 403:
            raise
        add_refusal(form, refused)
        return refused
    return None


@signed_in(kind="resident")
@require_POST
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept, decline or take back an invitation."""
    user = _me(request)
    if "decline" in request.POST:
        actions.decline_invitation(by=user, ref=ref)
    elif "withdraw" in request.POST:
        actions.withdraw_invitation(by=user, ref=ref)
    else:
        try:
            actions.accept_invitation(by=user, ref=ref)
        except Refused as refused:
            if refused.status not in {409, 422}:
                raise
            board = queries.mandate_board(user)
            context = {"board": board, "refused": refused.text}
            return render(request, "people/mandates.html", context, status=refused.status)
    return redirect(
        (request.POST.get("enterprise") and "people:enterprise") or "people:mandates",
        *filter(None, [request.POST.get("enterprise")]),
    )


@signed_in(kind="resident")
@require_POST
def revoke(request: HttpRequest, ref: str) -> HttpResponse:
    """End a mandate that I hold or gave."""
    mandate = actions.revoke_mandate(by=_me(request), ref=ref)
    head_of = mandate.enterprise if mandate.person_id != request.user.pk else None
    if head_of is not None:
        return redirect("people:enterprise", head_of.ref)
    return redirect("people:mandates")


@signed_in(kind="resident")
def agency(request: HttpRequest) -> HttpResponse:
    """Ask for whom I want to act and send that person a code."""
    form = AgencyForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            pending = actions.start_agency(by=_me(request), **form.cleaned_data)
            request.session[PENDING] = pending.ref
            return redirect("people:agency-code")
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    return render(request, "people/agency.html", {"form": form}, status=_status(form, status))


@signed_in(kind="resident")
def agency_code(request: HttpRequest) -> HttpResponse:
    """Take the code that the principal read out."""
    pending = queries.waiting_sign_in(request.session.get(PENDING, ""), SignInKind.MANDATE)
    if pending is None:
        return redirect("people:agency")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish_agency(
                by=_me(request), attempt=pending.ref, code=form.cleaned_data["code"]
            )
            request.session.pop(PENDING, None)
            return redirect("people:mandates")
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    context = {
        "form": form,
        "name": pending.said["name"],
        "demo_code": demo_code_of(pending),
    }
    return render(request, "people/agency_code.html", context, status=_status(form, status))


def _status(form: Any, status: int) -> int:
    return 422 if form.errors and status == 200 else status
