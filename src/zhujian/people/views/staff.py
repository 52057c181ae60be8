"""Staff sign in by name and password, then with a second factor."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhujian.kernel.refusals import Refused
from zhujian.people import actions, codes
from zhujian.people.forms.sign_in import FactorForm, StaffForm
from zhujian.people.models import PendingSignIn, SignInKind, User
from zhujian.people.queries import demo_staff, waiting_sign_in
from zhujian.people.views.paths import own_path
from zhujian.people.views.sessions import address_of, let_in
from zhujian.web.access import anyone
from zhujian.web.forms import add_refusal
from zhujian.web.pdf import qr_markup

PENDING = "people.pending-staff"


@anyone
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    following = own_path(request.POST.get("next") or request.GET.get("next", ""), default="desk/")
    if request.method != "POST":
        return _password_page(request, StaffForm(), following)
    form = StaffForm(request.POST)
    if not form.is_valid():
        return _password_page(request, form, following, status=422)
    try:
        pending = actions.start_staff_sign_in(
            login=form.cleaned_data["login"],
            password=form.cleaned_data["password"],
            address=address_of(request),
        )
    except Refused as refused:
        add_refusal(form, refused)
        return _password_page(request, form, following, status=refused.status)
    request.session[PENDING] = {"ref": pending.ref, "next": following}
    return redirect("people:staff-code")


@anyone
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor and let in."""
    kept = request.session.get(PENDING) or {}
    pending = waiting_sign_in(kept.get("ref", ""), SignInKind.STAFF)
    if pending is None:
        return redirect("people:staff-sign-in")
    if request.method != "POST":
        return _factor_page(request, pending, FactorForm())
    form = FactorForm(request.POST)
    if not form.is_valid():
        return _factor_page(request, pending, form, status=422)
    is_first = pending.user is not None and not pending.user.second_factor.is_enrolled
    try:
        user = actions.finish_staff_sign_in(
            attempt=pending.ref, code=form.cleaned_data["code"], address=address_of(request)
        )
    except Refused as refused:
        return _after_refusal(request, pending, form, refused)
    request.session.pop(PENDING, None)
    let_in(request, user)
    if is_first:
        fresh = actions.renew_recovery_codes(by=user)
        return render(request, "people/recovery.html", {"codes": fresh, "next": kept["next"]})
    return redirect(kept["next"])


def _password_page(
    request: HttpRequest, form: StaffForm, following: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "next": following,
        "accounts": demo_staff() if settings.DEMO else [],
    }
    return render(request, "people/staff_sign_in.html", context, status=status)


def _factor_page(
    request: HttpRequest, pending: PendingSignIn, form: FactorForm, status: int = 200
) -> HttpResponse:
    user = pending.user
    is_first = user is not None and not user.second_factor.is_enrolled
    context = {
        "form": form,
        "login": user.login if user else "",
        "secret": user.second_factor.secret if user and is_first else "",
        "qr": qr_markup(_enrolment(user)) if user and is_first else "",
        "demo_code": codes.demo_factor_code(user.second_factor) if settings.DEMO and user else "",
    }
    return render(request, "people/staff_code.html", context, status=status)


def _enrolment(user: User) -> str:
    """Return the address that teaches an authenticator the second factor."""
    return codes.provisioning_uri(user.second_factor, login=str(user.login), issuer="竹简")


def _after_refusal(
    request: HttpRequest, pending: PendingSignIn, form: FactorForm, refused: Refused
) -> HttpResponse:
    if waiting_sign_in(pending.ref, SignInKind.STAFF) is None:
        first = StaffForm({"login": pending.user.login if pending.user else ""})
        first.errors.clear()
        add_refusal(first, Refused(refused.code, refused.text, status=refused.status))
        following = request.session[PENDING]["next"]
        return _password_page(request, first, following, status=refused.status)
    add_refusal(form, refused)
    return _factor_page(request, pending, form, status=refused.status)
