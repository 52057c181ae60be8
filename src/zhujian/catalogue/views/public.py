"""The catalogue and the guides, the same for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhujian.catalogue.guide_page import guide_context
from zhujian.catalogue.list_page import list_context
from zhujian.catalogue.queries import catalogue, complete_twin, filters_of, guide_with_places
from zhujian.kernel.refusals import not_found
from zhujian.web.access import public
from zhujian.web.cache import tag

QUERY_KEYS = ("department", "audience", "kind", "town", "online", "spot", "after")


@public(tags=("items", "organisations", "divisions"), query_keys=QUERY_KEYS)
def list_items(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, narrowed by facets, page by page."""
    base = reverse("catalogue:items")
    after = request.GET.get("after", "")
    page = catalogue(filters_of(request.GET.dict()), after=after, base=base)
    return render(request, "catalogue/list.html", list_context(page, base, after=after))


@public(tags=lambda _request, code: (f"item:{code}",))
def show_item(request: HttpRequest, code: str) -> HttpResponse:
    """Show one guide: what to bring, where, how long, what it costs, and all the rest."""
    found = guide_with_places(code)
    if found is None:
        raise not_found("没有这个编码的事项，可能已经取消，或者编码有误。")
    view, places = found
    tag(request, *view.tags, *(f"place:{place.slug}" for place in places))
    twin = None if view.is_complete else complete_twin(view)
    if twin:
        tag(request, f"item:{twin[0]}")
    return render(request, "catalogue/guide.html", guide_context(view, places, twin))
