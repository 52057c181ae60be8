"""Messages on the page: a resident's beside his cases, staff's at the desk; the same list."""

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.postroom import actions, queries
from zhujian.web.access import signed_in
from zhujian.web.forms import add_refusal
from zhujian.web.pages import page_by_key
from zhujian.web.templating import with_query

PAGE = 30


class WaysForm(forms.Form):
    """How a resident wants reminders."""

    is_sms_wanted = forms.BooleanField(
        label="用短信提醒我",
        required=False,
        help_text="补正快到期、结果等您领取等提醒。法律要求的通知不受影响，照常发短信",
    )


class DeskWaysForm(forms.Form):
    """Where a member of staff wants the digest of the morning."""

    mail = forms.CharField(
        label="邮箱",
        required=False,
        max_length=200,
        help_text="每个工作日早上，把要注意的办件数发到这里；不填就只在站内消息里看",
    )


@signed_in(kind="resident")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List a resident's messages, newest first."""
    return _list(request, "portal/my_messages.html", "my-messages")


@signed_in(kind="staff")
@require_GET
def at_desk(request: HttpRequest) -> HttpResponse:
    """List a member of staff's messages, newest first."""
    return _list(request, "portal/desk_messages.html", "desk-messages")


@signed_in(kind="resident")
@require_POST
def open_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and lead to what it is about."""
    return _open(request, pk, "portal:my-messages")


@signed_in(kind="staff")
@require_POST
def open_at_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and lead to what it is about."""
    return _open(request, pk, "portal:desk-messages")


@signed_in(kind="resident")
@require_POST
def read_mine(request: HttpRequest) -> HttpResponse:
    """Mark all messages as read."""
    actions.read_all_messages(by=_user(request))
    return redirect("portal:my-messages")


@signed_in(kind="staff")
@require_POST
def read_at_desk(request: HttpRequest) -> HttpResponse:
    """Mark all messages as read."""
    actions.read_all_messages(by=_user(request))
    return redirect("portal:desk-messages")


@signed_in(kind="resident")
@require_http_methods(["GET", "HEAD", "POST"])
def my_ways(request: HttpRequest) -> HttpResponse:
    """Let a resident say whether reminders come by SMS."""
    return _ways(request, WaysForm, "portal/my_ways.html", "portal:my-messages")


@signed_in(kind="staff")
@require_http_methods(["GET", "HEAD", "POST"])
def desk_ways(request: HttpRequest) -> HttpResponse:
    """Let a member of staff say where the digest goes."""
    return _ways(request, DeskWaysForm, "portal/desk_ways.html", "portal:desk-messages")


def _list(request: HttpRequest, template: str, name: str) -> HttpResponse:
    user = _user(request)
    after = request.GET.get("after", "")
    page = page_by_key(queries.messages_of(user.ref), key=("-pk",), after=after, size=PAGE)
    address = reverse(f"portal:{name}")
    context = {
        "messages": [queries.as_shown(letter) for letter in page.rows],
        "next": with_query(address, after=page.next) if page.next else "",
        "first": address if after else "",
        "done": request.GET.get("done", ""),
    }
    return render(request, template, context)


def _open(request: HttpRequest, pk: int, back: str) -> HttpResponse:
    url = actions.read_message(by=_user(request), message=pk).url
    is_ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return redirect(url if is_ours else back)


def _ways(request: HttpRequest, kind: type[forms.Form], template: str, back: str) -> HttpResponse:
    user = _user(request)
    ways = queries.ways_of(user.ref)
    chosen = {"is_sms_wanted": ways.is_sms_wanted, "mail": ways.mail}
    form = kind(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_bound and form.is_valid():
        try:
            actions.choose_ways(by=user, **{**chosen, **form.cleaned_data})
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(with_query(reverse(back), done="ways"))
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "back": reverse(back)}, status=status)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
