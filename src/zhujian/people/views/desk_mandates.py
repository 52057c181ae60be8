"""The window's pages on enterprises and mandates."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhujian.kernel import files
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people import actions, queries
from zhujian.people.forms.mandates import (
    ConfirmForm,
    PaperAgencyForm,
    PaperEnterpriseForm,
    ReasonForm,
)
from zhujian.people.models import Mandate, MandateKind, User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.uploads import KINDS


def _clerk(request: HttpRequest) -> User:
    return cast("User", request.user)


@for_role(Role.CLERK)
def index(request: HttpRequest) -> HttpResponse:
    """List the claims that wait, and find an enterprise by its credit code."""
    typed = request.POST.get("code", "").strip()[:60] if request.method == "POST" else ""
    found = queries.find_enterprises(typed) if typed else []
    page = queries.pending_claims(after=request.GET.get("after", ""))
    context = {
        "typed": typed,
        "found": [(one, queries.mandates_for(one)) for one in found],
        "rows": page.rows,
        "next": f"?after={page.next}" if page.next else "",
    }
    return render(request, "people/desk_mandates.html", context)


@for_role(Role.CLERK)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a mandate; put a claim in force or turn it down after looking at the licence."""
    user = _clerk(request)
    mandate = actions.see_mandate(by=user, ref=ref)
    said = mandate.said or {}
    confirm = ConfirmForm(
        request.POST if "confirm" in request.POST else None,
        initial={"name": said.get("name", ""), "representative": said.get("representative", "")},
    )
    refuse = ReasonForm(request.POST if "refuse" in request.POST else None)
    answered = _answered(user, mandate, confirm, refuse)
    if answered is None:
        return redirect("people:desk-mandates")
    context = {
        "mandate": mandate,
        "row": queries.row_of(mandate),
        "confirm": confirm,
        "refuse": refuse,
    }
    return render(request, "people/desk_mandate.html", context, status=answered)


def _answered(user: User, mandate: Mandate, confirm: ConfirmForm, refuse: ReasonForm) -> int | None:
    """Do what was sent: None when it is done, else the status of the page that says why not."""
    form: Any = confirm if confirm.is_bound else refuse
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    act = actions.confirm_mandate if form is confirm else actions.refuse_mandate
    try:
        act(by=user, ref=mandate.ref, **form.cleaned_data)
    except Refused as refused:
        if refused.status != 422:
            raise
        add_refusal(form, refused)
        return 422
    return None


@for_role(Role.CLERK)
@require_GET
def licence(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the licence that was uploaded with a claim."""
    mandate = actions.see_mandate(by=_clerk(request), ref=ref, opens_licence=True)
    kind = KINDS[mandate.licence_kind]
    return HttpResponse(
        files.read(mandate.licence),
        content_type=kind.media_type,
        headers={"Content-Disposition": f'inline; filename="licence.{kind.extension}"'},
    )


@for_role(Role.CLERK)
@require_POST
def revoke(request: HttpRequest, ref: str) -> HttpResponse:
    """End a mandate on paper shown at the counter."""
    actions.revoke_mandate(by=_clerk(request), ref=ref)
    return redirect("people:desk-mandate", ref)


@for_role(Role.CLERK)
def paper(request: HttpRequest) -> HttpResponse:
    """Give a mandate on papers shown at the counter: for an enterprise, or for a person."""
    user = _clerk(request)
    does = request.POST.get("does", "")
    company = PaperEnterpriseForm(request.POST if does == "enterprise" else None, prefix="e")
    person = PaperAgencyForm(request.POST if does == "person" else None, prefix="p")
    mandate = None
    if does == "enterprise":
        mandate = _given(user, company)
    elif does == "person":
        mandate = _given(user, person)
    if mandate is not None:
        return redirect("people:desk-mandate", mandate.ref)
    status = 422 if company.errors or person.errors else 200
    context = {"company": company, "person": person, "does": does}
    return render(request, "people/desk_paper.html", context, status=status)


def _given(user: User, form: PaperEnterpriseForm | PaperAgencyForm) -> Mandate | None:
    if not form.is_valid():
        return None
    said = dict(form.cleaned_data)
    try:
        said["person"] = _one_person(user, "who", said.pop("who"))
        if isinstance(form, PaperAgencyForm):
            said["principal"] = _one_person(user, "principal", said["principal"])
            return actions.grant_person_on_paper(by=user, **said)
        said["kind"] = MandateKind(said["kind"])
        return actions.grant_enterprise_on_paper(by=user, **said)
    except Refused as refused:
        if refused.status == 403:
            raise
        add_refusal(form, refused)
        return None


def _one_person(user: User, field: str, text: str) -> User:
    found = actions.find_person(by=user, text=text, whole_only=True)
    if len(found) == 1:
        return found[0].user
    reason = (
        "这个手机号由几个人共用，请改用身份证号查找。"
        if found
        else "没有找到这个人，请核对号码，或先在窗口收件时登记。"
    )
    raise Refused("person", reason, fields=(FieldRefusal(field, reason),))
