"""A member of staff's own account: password, recovery codes, deputies."""

from typing import cast

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhujian.kernel.refusals import Refused, not_found
from zhujian.people import actions, queries
from zhujian.people.forms.staff import ChangePasswordForm, DeputyForm, PasswordForm
from zhujian.people.models import RoleGrant, User
from zhujian.people.permissions import can_name_deputy
from zhujian.people.roles import Role
from zhujian.web.access import signed_in, token_holder
from zhujian.web.forms import add_refusal


@sensitive_post_parameters()
@token_holder
def set_password(request: HttpRequest, link: str) -> HttpResponse:
    """Set the password of whoever holds the link."""
    form = PasswordForm(request.POST or None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.set_password(token=link, password=form.cleaned_data["password"])
            return redirect("people:staff-sign-in")
        except Refused as refused:
            if refused.status != 422:
                raise
            add_refusal(form, refused)
    elif not queries.is_password_link(link):
        raise not_found("这个链接已经用过或过期，请联系系统管理员重新签发。")
    status = 422 if form.errors else 200
    return render(request, "people/set_password.html", {"form": form}, status=status)


@sensitive_post_parameters()
@signed_in(kind="staff")
def account(request: HttpRequest) -> HttpResponse:
    """Show my account; change the password."""
    user = cast("User", request.user)
    form = ChangePasswordForm(request.POST or None)
    status = 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_password(
                by=user,
                old=said["old"],
                password=said["password"],
                session_key=str(request.session.session_key),
            )
            update_session_auth_hash(request, user)
            return redirect("people:account")
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
    status = 422 if form.errors and status == 200 else status
    context = {
        "form": form,
        "rows": queries.role_rows(user),
        "left": queries.recovery_codes_left(user),
    }
    return render(request, "people/account.html", context, status=status)


@signed_in(kind="staff")
@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """Issue fresh recovery codes, shown this once."""
    fresh = actions.renew_recovery_codes(by=cast("User", request.user))
    return render(request, "people/recovery.html", {"codes": fresh, "next": ""})


@signed_in(kind="staff")
def deputies(request: HttpRequest, ref: str = "") -> HttpResponse:
    """Name who stands in for me, or (for an administrator) for another member of staff."""
    me = cast("User", request.user)
    holder = queries.staff_member(ref) if ref else me
    if holder is None or not can_name_deputy(me, holder):
        raise not_found("没有这个账号。")
    grants = RoleGrant.objects.own().filter(user=holder)
    form = DeputyForm(request.POST or None, grants=grants)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        grant = said.pop("grant")
        try:
            actions.name_deputy(
                by=me,
                holder=holder,
                role=Role(grant.role),
                organisation=grant.organisation,
                **said,
            )
            return redirect(request.path)
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "form": form,
        "holder": holder,
        "rows": queries.deputies_of(holder),
        "is_own": not ref,
    }
    status = 422 if form.errors else 200
    return render(request, "people/deputies.html", context, status=status)


@signed_in(kind="staff")
@require_POST
def end_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    """End a deputy before the time."""
    me = cast("User", request.user)
    back_to = request.POST.get("holder", "")
    actions.end_deputy(by=me, pk=pk)
    return redirect("people:member-deputies", back_to) if back_to else redirect("people:deputies")
