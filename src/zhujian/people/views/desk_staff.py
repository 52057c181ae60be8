"""The desk's pages on accounts: who works here, in which role, and who is locked out."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhujian.kernel.refusals import Refused, not_found
from zhujian.people import actions, queries
from zhujian.people.forms.staff import AccountForm, RoleForm
from zhujian.people.models import Organisation, User
from zhujian.people.permissions import can_keep_account, can_reset_factor, can_unlock
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.templating import with_query

DUTIES = (Role.ADMIN, Role.SECURITY, Role.AUDIT)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _member(ref: str) -> User:
    found = queries.staff_member(ref)
    if found is None:
        raise not_found("没有这个账号。")
    return found


@for_role(*DUTIES)
def index(request: HttpRequest) -> HttpResponse:
    """List the accounts; an administrator opens a new one."""
    form = AccountForm(request.POST or None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            user, secret = actions.open_account(by=_me(request), **form.cleaned_data)
            return _link_page(request, user, secret)
        except Refused as refused:
            if refused.status == 403:
                raise
            add_refusal(form, refused)
    status = 422 if form.errors else 200
    words = request.GET.get("q", "").strip()[:40]
    organisation = request.GET.get("organisation", "")[:60]
    page = queries.staff_page(
        words=words, organisation=organisation, after=request.GET.get("after", "")
    )
    here = with_query(reverse("people:desk-staff"), q=words, organisation=organisation)
    context = {
        "form": form,
        "rows": page.rows,
        "words": words,
        "organisation": organisation,
        "organisations": [(one.slug, one.name) for one in queries.organisations_by_name()],
        "next": with_query(here, after=page.next) if page.next else "",
        "first": here if request.GET.get("after") else "",
        "may_keep": can_keep_account(_me(request)),
    }
    return render(request, "people/desk_staff.html", context, status=status)


def _link_page(request: HttpRequest, user: User, secret: str) -> HttpResponse:
    place = reverse("people:set-password", args=[secret])
    context = {"member": user, "address": request.build_absolute_uri(place)}
    return render(request, "people/desk_link.html", context)


@for_role(*DUTIES)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show an account; a security officer gives it a role."""
    member = _member(ref)
    form = RoleForm(request.POST or None)
    status = 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.grant_role(by=_me(request), user=member, **said | {"role": Role(said["role"])})
            return redirect("people:desk-member", ref)
        except Refused as refused:
            if refused.status == 403:
                raise
            add_refusal(form, refused)
    status = 422 if form.errors else 200
    me = _me(request)
    context = {
        "member": member,
        "rows": queries.role_rows(member),
        "deputies": queries.deputies_of(member),
        "form": form,
        "may_keep": can_keep_account(me),
        "may_grant": me.has_role(Role.SECURITY),
        "may_reset_factor": can_reset_factor(me, member),
    }
    return render(request, "people/desk_member.html", context, status=status)


@for_role(Role.ADMIN)
@require_POST
def reset_password(request: HttpRequest, ref: str) -> HttpResponse:
    """Issue a link with which a member of staff sets a new password."""
    member = _member(ref)
    secret = actions.issue_password_link(by=_me(request), user=member)
    return _link_page(request, member, secret)


@for_role(Role.ADMIN)
@require_POST
def shut(request: HttpRequest, ref: str) -> HttpResponse:
    """Shut an account, or let it in again."""
    act = actions.reopen_account if "reopen" in request.POST else actions.shut_account
    act(by=_me(request), user=_member(ref))
    return redirect("people:desk-member", ref)


@for_role(Role.SECURITY)
@require_POST
def reset_factor(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a lost second factor away."""
    actions.reset_factor(by=_me(request), user=_member(ref))
    return redirect("people:desk-member", ref)


@for_role(Role.SECURITY)
@require_POST
def revoke_role(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a role from an account."""
    organisation = Organisation.objects.filter(slug=request.POST.get("organisation", "")).first()
    role: Any = request.POST.get("role", "")
    if organisation is None or role not in Role.values:
        raise not_found("没有这个岗位。")
    actions.revoke_role(
        by=_me(request), user=_member(ref), role=Role(role), organisation=organisation
    )
    return redirect("people:desk-member", ref)


@for_role(Role.SECURITY)
def locks(request: HttpRequest) -> HttpResponse:
    """List who is locked out, and let in again."""
    me = _me(request)
    if request.method == "POST":
        pk = request.POST.get("pk", "")
        actions.unlock(by=me, pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0)
        return redirect("people:desk-locks")
    context = {"locks": queries.lock_outs(), "may_unlock": can_unlock(me)}
    return render(request, "people/desk_locks.html", context)
