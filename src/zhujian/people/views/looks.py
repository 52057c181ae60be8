"""Who looked at whose data: the person's own page, and that of the audit."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhujian.people import queries
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.access import for_role, signed_in
from zhujian.web.templating import with_query
from zhujian.web.trackers import track_address


@signed_in(kind="resident")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show who looked at my data and files."""
    looks, following = queries.looks_at(cast("User", request.user), before=_before(request))
    address = reverse("people:looks")
    context = {
        "looks": [(look, track_address(look.file) if look.file else "") for look in looks],
        "next": with_query(address, before=str(following)) if following else "",
        "first": address if _before(request) else "",
    }
    return render(request, "people/looks.html", context)


@for_role(Role.AUDIT)
@require_GET
def everybody(request: HttpRequest) -> HttpResponse:
    """Show the audit who looked at anybody's data."""
    login = request.GET.get("login", "").strip()[:40]
    looks, following = queries.all_looks(login=login, before=_before(request))
    address = reverse("people:desk-looks")
    context = {
        "looks": looks,
        "login": login,
        "next": with_query(address, login=login, before=str(following)) if following else "",
        "first": with_query(address, login=login) if _before(request) else "",
    }
    return render(request, "people/desk_looks.html", context)


def _before(request: HttpRequest) -> int:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
