"""The room's own pages: the gallery of components, and the check of printed papers."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhujian.kernel.refusals import Refused, not_found
from zhujian.web import gallery
from zhujian.web.access import PRIVATE, public, signed_in, token_holder
from zhujian.web.parking import parked_for
from zhujian.web.prints import print_address, standing_of


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with its purpose and an example."""
    shown = {
        "components": gallery.components(),
        "colours": gallery.COLOURS,
        "sizes": gallery.SIZES,
    }
    return render(request, "web/styleguide.html", shown)


@public(query_keys=("code",))
def print_box(request: HttpRequest) -> HttpResponse:
    """Show the box for a code; with one, lead to its page or say that there is none."""
    typed = request.GET.get("code", "").strip()
    if not typed:
        return render(request, "web/print_box.html", {"typed": "", "error": ""})
    try:
        code, _ = standing_of(typed)
    except Refused as refused:
        return _box_again(request, typed, refused)
    response = HttpResponseRedirect(print_address(code))
    response.headers["Cache-Control"] = PRIVATE
    return response


@token_holder
def print_standing(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether a printed paper is genuine, and what has changed since."""
    try:
        code, standing = standing_of(token)
    except Refused as refused:
        return _box_again(request, token, refused)
    if code != token:
        return HttpResponseRedirect(print_address(code))
    return render(request, "web/print.html", {"code": code, "standing": standing})


def _box_again(request: HttpRequest, typed: str, refused: Refused) -> HttpResponse:
    shown = {"typed": typed[:60], "error": refused.text}
    return render(request, "web/print_box.html", shown, status=refused.status)


@signed_in
@require_GET
def resume(request: HttpRequest) -> HttpResponse:
    """Offer once more what was sent when the session had ended."""
    parked = parked_for(request)
    if parked is None:
        raise not_found("没有等待继续提交的内容。")
    return render(request, "web/resume.html", {"parked": parked})
