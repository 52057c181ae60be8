"""Pages of organisations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.portal.organisations import organisation_groups, organisation_view
from zhujian.web.access import public


@public(tags=("organisations", "items"))
def index(request: HttpRequest) -> HttpResponse:
    """Show the organisations by kind with their phones."""
    return render(request, "portal/organisations.html", {"groups": organisation_groups()})


@public(tags=lambda _request, slug: (f"organisation:{slug}", "organisations", "items", "places"))
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organisation: what it handles, how to reach it, where it is."""
    return render(request, "portal/organisation.html", {"view": organisation_view(slug)})
