"""Pages of the portal: home, search, tracking, /me/, and the pages about the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.web.access import public


@public(tags=("home",))
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page."""
    return render(request, "portal/home.html")
