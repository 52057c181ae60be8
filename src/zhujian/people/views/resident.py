"""A resident signs in with a code to his phone, and out."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from zhujian.kernel.privacy import mask_phone
from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.forms.sign_in import CodeForm, PhoneForm
from zhujian.people.models import PendingSignIn, SignInKind, User
from zhujian.people.queries import Candidate, candidates, waiting_sign_in
from zhujian.people.rules import normalise_phone
from zhujian.people.views.demo import demo_code_of
from zhujian.people.views.paths import own_path
from zhujian.people.views.sessions import address_of, let_in
from zhujian.web.access import anyone, signed_in
from zhujian.web.forms import add_refusal

PENDING = "people.pending"


@anyone
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the phone and send the code."""
    following = own_path(request.POST.get("next") or request.GET.get("next", ""), default="me/")
    if request.method != "POST":
        return _phone_page(request, PhoneForm(), following)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _phone_page(request, form, following, status=422)
    try:
        pending = actions.start_phone_sign_in(
            phone=form.cleaned_data["phone"], address=address_of(request)
        )
    except Refused as refused:
        if refused.code == "too_soon" and _is_waiting_here(request, form.cleaned_data["phone"]):
            return redirect("people:resident-code")
        add_refusal(form, refused)
        return _phone_page(request, form, following, status=refused.status)
    request.session[PENDING] = {"ref": pending.ref, "next": following}
    return redirect("people:resident-code")


@anyone
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, for who of several one is, and let in."""
    kept = request.session.get(PENDING) or {}
    pending = waiting_sign_in(kept.get("ref", ""), SignInKind.RESIDENT)
    if pending is None:
        return redirect("people:resident-sign-in")
    if request.method != "POST":
        return _code_page(request, pending, CodeForm())
    if "resend" in request.POST:
        return _resend(request, pending, kept["next"])
    return _finish(request, pending, kept["next"])


def _finish(request: HttpRequest, pending: PendingSignIn, following: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if pending.proved_at is None and not form.is_valid():
        return _code_page(request, pending, form, status=422)
    try:
        proof = actions.finish_phone_sign_in(
            attempt=pending.ref,
            code=request.POST.get("code", ""),
            chosen=request.POST.get("who", ""),
            id_tail=request.POST.get("id_tail", ""),
        )
    except Refused as refused:
        return _after_refusal(request, pending, form, refused)
    if proof.user is None:
        return _code_page(request, pending, CodeForm(), choices=proof.choices)
    request.session.pop(PENDING, None)
    let_in(request, proof.user)
    return redirect(following)


@signed_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; only by POST."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = cast("User", request.user)
    actions.sign_out(by=user, session_key=str(request.session.session_key))
    logout(request)
    return redirect("people:staff-sign-in" if user.is_staff_member else "people:resident-sign-in")


def _is_waiting_here(request: HttpRequest, phone: str) -> bool:
    """Say whether the code that was just sent to this phone was asked for in this browser."""
    kept = request.session.get(PENDING) or {}
    pending = waiting_sign_in(kept.get("ref", ""), SignInKind.RESIDENT)
    return pending is not None and bool(pending.phone == normalise_phone(phone))


def _phone_page(
    request: HttpRequest, form: PhoneForm, following: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "next": following}
    return render(request, "people/sign_in.html", context, status=status)


def _code_page(
    request: HttpRequest,
    pending: PendingSignIn,
    form: CodeForm,
    *,
    choices: tuple[Candidate, ...] | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    if choices is None and pending.proved_at is not None:
        choices = tuple(candidates(pending))
    context: dict[str, Any] = {
        "form": form,
        "phone": mask_phone(pending.phone),
        "demo_code": demo_code_of(pending),
        "choices": choices or (),
        "chosen": request.POST.get("who", ""),
        "asks_id": any(choice.asks == "id" for choice in choices or ()),
        "demo_tails": _demo_tails(choices or ()),
        "wrong": {one.field: [one.reason] for one in refused.fields} if refused else {},
    }
    return render(request, "people/sign_in_code.html", context, status=status)


def _demo_tails(choices: tuple[Candidate, ...]) -> str:
    """Return in the demo what a real person knows by heart: the end of each ID number."""
    known = [f"{one.name} {one.id_number_tail}" for one in choices if one.asks == "id"]
    return "；".join(known) if settings.DEMO else ""


def _resend(request: HttpRequest, pending: PendingSignIn, following: str) -> HttpResponse:
    try:
        fresh = actions.start_phone_sign_in(
            phone=pending.phone, address=address_of(request), instead_of=pending.ref
        )
    except Refused as refused:
        form = CodeForm({})
        form.errors.clear()
        add_refusal(form, refused)
        return _code_page(request, pending, form, status=refused.status)
    request.session[PENDING] = {"ref": fresh.ref, "next": following}
    return redirect("people:resident-code")


def _after_refusal(
    request: HttpRequest, pending: PendingSignIn, form: CodeForm, refused: Refused
) -> HttpResponse:
    add_refusal(form, refused)
    still = waiting_sign_in(pending.ref, SignInKind.RESIDENT)
    if still is None:
        phone = PhoneForm({"phone": pending.phone})
        add_refusal(phone, Refused(refused.code, refused.text, status=refused.status))
        following = request.session[PENDING]["next"]
        return _phone_page(request, phone, following, status=refused.status)
    return _code_page(request, still, form, refused=refused, status=refused.status)
