"""One box for every number, and the public steps of what bears it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhujian.kernel import numbers
from zhujian.kernel.refusals import Refused
from zhujian.web.access import PRIVATE, anyone, public
from zhujian.web.trackers import track


@public(query_keys=("number",))
def track_box(request: HttpRequest) -> HttpResponse:
    """Show the box; with a number, lead to its page or say what is wrong with it."""
    typed = request.GET.get("number", "").strip()
    if not typed:
        return render(request, "portal/track.html", {"typed": "", "error": ""})
    try:
        number = numbers.parse(typed)
        numbers.find(number)
    except Refused as refused:
        return _box_again(request, typed, refused)
    response = HttpResponseRedirect(reverse("portal:track-file", kwargs={"number": number}))
    response.headers["Cache-Control"] = PRIVATE
    return response


@anyone
def track_file(request: HttpRequest, number: str) -> HttpResponse:
    """Show the public steps of a file like a parcel's; the owner sees more in a panel."""
    try:
        canonical = numbers.parse(number)
        numbers.find(canonical)
        tracked = track(canonical)
    except Refused as refused:
        return _box_again(request, number, refused)
    if canonical != number:
        return HttpResponseRedirect(reverse("portal:track-file", kwargs={"number": canonical}))
    return render(request, "portal/track_file.html", {"tracked": tracked})


def _box_again(request: HttpRequest, typed: str, refused: Refused) -> HttpResponse:
    shown = {"typed": typed[:60], "error": refused.text}
    return render(request, "portal/track.html", shown, status=refused.status)
