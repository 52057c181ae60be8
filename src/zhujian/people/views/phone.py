"""A resident changes his phone number, and signs in with a card."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from zhujian.kernel.privacy import mask_phone
from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.forms.desk import PaperForm
from zhujian.people.forms.own import NewPhoneForm, PhoneProofForm
from zhujian.people.models import PendingSignIn, SignInKind, User
from zhujian.people.queries import waiting_sign_in
from zhujian.people.views.demo import demo_code_of
from zhujian.people.views.paths import own_path
from zhujian.people.views.sessions import address_of, let_in
from zhujian.web.access import anyone, signed_in
from zhujian.web.forms import add_refusal

PENDING = "people.pending-phone"


@signed_in(kind="resident")
def change(request: HttpRequest) -> HttpResponse:
    """Ask for the new number and how to prove that it is me."""
    user = cast("User", request.user)
    form = NewPhoneForm(request.POST or None, has_old=bool(user.resident.phone))
    status = 200
    if form.is_bound and form.is_valid():
        try:
            pending = actions.start_phone_change(
                by=user,
                user=user,
                phone=form.cleaned_data["phone"],
                has_old=form.cleaned_data.get("proof") == "old",
            )
            request.session[PENDING] = pending.ref
            return redirect("people:phone-code")
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    context = {"form": form, "resident": user.resident}
    return render(request, "people/phone.html", context, status=_status(form, status))


@signed_in(kind="resident")
def prove(request: HttpRequest) -> HttpResponse:
    """Take the code of the new phone and the proof that it is me."""
    user = cast("User", request.user)
    pending = waiting_sign_in(request.session.get(PENDING, ""), SignInKind.PHONE)
    if pending is None or pending.user_id != user.pk or pending.said is None:
        return redirect("people:phone")
    old = waiting_sign_in(pending.said["old"], SignInKind.PHONE)
    form = PhoneProofForm(request.POST or None, has_old=bool(pending.said["old"]))
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.finish_phone_change(
                by=user,
                attempt=pending.ref,
                session_key=str(request.session.session_key),
                **form.cleaned_data,
            )
            request.session.pop(PENDING, None)
            return redirect("people:profile")
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    context = {
        "form": form,
        "phone": mask_phone(pending.phone),
        "demo_code": demo_code_of(pending),
        "demo_old_code": _demo_code(old),
    }
    return render(request, "people/phone_code.html", context, status=_status(form, status))


def _demo_code(pending: PendingSignIn | None) -> str:
    return demo_code_of(pending) if pending else ""


@sensitive_post_parameters()
@anyone
def paper(request: HttpRequest) -> HttpResponse:
    """Sign in with the code on a card and the last character of one's name."""
    following = own_path(request.POST.get("next") or request.GET.get("next", ""), default="me/")
    typed = request.GET.get("code", "")[:40]
    form = PaperForm(request.POST or None, initial={"code": typed})
    status = 200
    if form.is_bound and form.is_valid():
        try:
            user = actions.sign_in_on_paper(address=address_of(request), **form.cleaned_data)
            let_in(request, user)
            return redirect(following)
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    context = {"form": form, "next": following}
    return render(request, "people/paper.html", context, status=_status(form, status))


def _status(form: Any, status: int) -> int:
    return 422 if form.errors and status == 200 else status
