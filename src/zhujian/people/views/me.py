"""A person's own pages: who I am, and my tokens."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.forms.own import ProfileForm, TokenForm
from zhujian.people.models import User
from zhujian.people.queries import tokens_of
from zhujian.people.roles import Scope
from zhujian.web.access import signed_in
from zhujian.web.forms import add_refusal


@signed_in(kind="resident")
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change name and ID number."""
    user = cast("User", request.user)
    if request.method != "POST":
        form = ProfileForm(initial={"name": user.resident.full_name})
        return _profile_page(request, user, form)
    if "forget" in request.POST:
        actions.forget_profile(by=user)
        return redirect("people:profile")
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile_page(request, user, form, status=422)
    try:
        actions.change_profile(
            by=user,
            name=form.cleaned_data["name"],
            id_number=form.cleaned_data["id_number"] or None,
        )
    except Refused as refused:
        add_refusal(form, refused)
        return _profile_page(request, user, form, status=refused.status)
    return redirect("people:profile")


def _profile_page(
    request: HttpRequest, user: User, form: ProfileForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "resident": user.resident}
    return render(request, "people/profile.html", context, status=status)


@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """List my tokens and issue one, which is shown this once."""
    user = cast("User", request.user)
    if request.method != "POST":
        return _tokens_page(request, user, TokenForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _tokens_page(request, user, form, status=422)
    try:
        fresh = actions.issue_token(
            by=user,
            user=user,
            scopes=form.cleaned_data["scopes"],
            name=form.cleaned_data["name"],
            lasts=timedelta(days=int(form.cleaned_data["days"])),
        )
    except Refused as refused:
        add_refusal(form, refused)
        return _tokens_page(request, user, form, status=refused.status)
    return _tokens_page(request, user, TokenForm(), fresh=fresh)


def _tokens_page(
    request: HttpRequest, user: User, form: TokenForm, fresh: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "tokens": tokens_of(user),
        "fresh": fresh,
        "scope_words": dict(Scope.choices),
    }
    return render(request, "people/tokens.html", context, status=status)


@signed_in
def revoke_token(request: HttpRequest, ref: str) -> HttpResponse:
    """Revoke one of my tokens; only by POST."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.revoke_token(by=cast("User", request.user), ref=ref)
    return redirect("people:tokens")
