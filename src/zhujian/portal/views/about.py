"""Pages about the site, and those that machines read."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

import zhujian.web
from zhujian.portal import sitemaps
from zhujian.web.access import public

ICON = Path(zhujian.web.__file__).parent / "static" / "web" / "img" / "favicon.ico"


@public
def about(request: HttpRequest) -> HttpResponse:
    """Say what this site is, what it does, and who answers for it."""
    return render(request, "portal/about.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how this site can be used, and what to do where it cannot."""
    return render(request, "portal/accessibility.html")


@public
def fault(request: HttpRequest) -> HttpResponse:
    """Say how to report what is wrong on this site."""
    return render(request, "portal/fault.html")


@public(tags=("items", "places"))
def site_plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of the site for people."""
    return render(request, "portal/site_plan.html", {"sections": sitemaps.sections()})


@public(tags=("items", "places"))
def sitemap(request: HttpRequest) -> HttpResponse:
    """Show every public address to machines."""
    root = f"{request.scheme}://{request.get_host()}"
    shown = {"root": root, "addresses": sitemaps.addresses()}
    return render(request, "portal/sitemap.xml", shown, content_type="application/xml")


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Say what machines may read; in the demo, nothing."""
    lines = ["User-agent: *"]
    if settings.DEMO:
        lines.append("Disallow: /")
    else:
        root = f"{request.scheme}://{request.get_host()}"
        lines += ["Disallow: /me/", "Disallow: /desk/", "Disallow: /track/", "Disallow: /rate/"]
        lines.append(f"Sitemap: {root}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public(seconds=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Show the seal to browsers that ask for the old place."""
    del request
    return HttpResponse(ICON.read_bytes(), content_type="image/vnd.microsoft.icon")
