"""The room's own page: the gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.web import gallery
from zhujian.web.access import public


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with its purpose and an example."""
    shown = {
        "components": gallery.components(),
        "colours": gallery.COLOURS,
        "sizes": gallery.SIZES,
    }
    return render(request, "web/styleguide.html", shown)
