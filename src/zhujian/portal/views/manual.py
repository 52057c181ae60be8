"""The product's help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.kernel.refusals import not_found
from zhujian.portal.manual import HELP_PAGES, groups, help_page
from zhujian.web.access import public


@public
def index(request: HttpRequest) -> HttpResponse:
    """Show what the help is about."""
    return render(request, "portal/help_index.html", {"groups": groups()})


@public
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one help page, and where the others are."""
    page = help_page(slug)
    if page is None:
        raise not_found("没有这一页帮助。")
    others = [other for other in HELP_PAGES if other.slug != slug]
    return render(request, "portal/help_page.html", {"page": page, "others": others})
