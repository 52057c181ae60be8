"""A few addresses with every sign, for the tests of doors and cache."""

import itertools
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path, reverse

from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.web.access import anyone, for_role, public, signed_in, token_holder
from zhujian.web.cache import tag

handler400 = "zhujian.web.errors.bad_request"
handler403 = "zhujian.web.errors.permission_denied"
handler404 = "zhujian.web.errors.page_not_found"
handler500 = "zhujian.web.errors.server_error"

made = itertools.count(1)
during: list[object] = []  # what happens while a page is being made


@public(tags=lambda request, code: [f"item:{code}"], query_keys=("page",))
def item(request: HttpRequest, code: str) -> HttpResponse:
    while during:
        during.pop()()
    tag(request, "places")
    text = f"{code} {next(made)} {request.META['QUERY_STRING']} {reverse('item', args=[code])}"
    return HttpResponse(f"<p>{text}</p>" + "竹" * 1000)


@public(cached=False)
def found(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.GET.get('q', '')} {next(made)}" + "简" * 1000)


@public
def leaking(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@public(seconds=0)
def fleeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{next(made)}")


@public
def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@public
def greeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.user.is_authenticated}")


@anyone
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"{len(request.POST)} {sum(f.size for f in request.FILES.values())}")
    return HttpResponse(get_token(request))


@token_holder
def rate(request: HttpRequest) -> HttpResponse:
    return HttpResponse("rate")


@signed_in(kind="resident")
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine")


@for_role("clerk", "handler")
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


@anyone
def refusing(request: HttpRequest) -> HttpResponse:
    raise Refused(
        "busy", "请稍候再试。", status=429, retry_after=7, fields=(FieldRefusal("a", "甲不对"),)
    )


@anyone
def failing(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@anyone
def huge(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(itertools.repeat(b"z" * 65536, 40))


@anyone
def file(request: HttpRequest) -> FileResponse:
    return FileResponse(Path(__file__).open("rb"))


@public
def large(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.is_large} {reverse('large')} {request.path}")


sign_in = anyone(lambda request: HttpResponse("sign in"))

people = [
    path("me/sign-in/", sign_in, name="resident-sign-in"),
    path("desk/sign-in/", sign_in, name="staff-sign-in"),
]

urlpatterns = [
    path("", include((people, "people"))),
    path("items/<code>/", item, name="item"),
    path("search", found),
    path("leaking/", leaking),
    path("fleeting/", fleeting),
    path("missing/", missing),
    path("greeting/", greeting),
    path("form/", form),
    path("rate/", rate),
    path("mine/", mine),
    path("desk/", desk),
    path("refusing/", refusing),
    path("failing/", failing),
    path("huge/", huge),
    path("file/", file),
    path("large/", large, name="large"),
]
