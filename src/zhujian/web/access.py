"""The sign on every door: who may come in, and whether the page may be kept.

Each view carries exactly one sign; it sets `view.access_sign`, which the house test reads.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, overload
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response

from zhujian.kernel.refusals import forbidden
from zhujian.web.cache import PageNotes, etag_of, note
from zhujian.web.inbox import mark_own
from zhujian.web.parking import forget, park

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Tags = Callable[..., Iterable[str]] | tuple[str, ...]

PUBLIC = "public, max-age=0, s-maxage=1"
PRIVATE = "private, no-store"


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands on a door: `kind` is public, anyone, signed-in, role or token."""

    kind: str
    person: str = ""
    roles: frozenset[str] = frozenset()
    is_cached: bool = False
    query_keys: tuple[str, ...] = ()
    seconds: int = 0


@overload
def public(view: View[P], /) -> View[P]: ...
@overload
def public(
    *,
    tags: Tags = (),
    cached: bool = True,
    query_keys: tuple[str, ...] = (),
    seconds: int = 600,
) -> Callable[[View[P]], View[P]]: ...
def public(
    view: View[P] | None = None,
    /,
    *,
    tags: Tags = (),
    cached: bool = True,
    query_keys: tuple[str, ...] = (),
    seconds: int = 600,
) -> View[P] | Callable[[View[P]], View[P]]:
    """Open to everyone and the same for everyone: no session, no cookie, ETag, 304.

    `tags` name what the page shows (a tuple, or a function of the request and the address's
    parts); a change of one of them drops the page from the cache. `query_keys` are the only keys
    of the query string that a cached view sees. A page is kept `seconds` at most and never past
    midnight in China, so that what depends on the day is right; `cached=False` keeps none (a page
    made from the search index). Only GET and HEAD; a page with a form is `@anyone`.
    """
    sign = Sign("public", is_cached=cached, query_keys=query_keys, seconds=seconds)

    def hang(view: View[P]) -> View[P]:
        @wraps(view)
        def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            named = tags(request, *args, **kwargs) if callable(tags) else tags
            note(request, PageNotes(set(named), is_cached=cached, seconds=seconds))
            request.user = AnonymousUser()
            request.COOKIES.clear()  # else the session middleware would take a dead cookie back
            return _as_public(request, view(request, *args, **kwargs))

        door.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is written: 405, not 403
        return _signed(door, sign)

    return hang if view is None else hang(view)


def anyone(view: View[P], /) -> View[P]:
    """Open to everyone but not the same for everyone: may set a cookie, is never kept."""
    return _private(view, Sign("anyone"), _let_in)


def token_holder(view: View[P], /) -> View[P]:
    """Open to whoever holds the token in the address; never kept."""
    return _private(view, Sign("token"), _let_in)


@overload
def signed_in(view: View[P], /) -> View[P]: ...
@overload
def signed_in(*, kind: str = "") -> Callable[[View[P]], View[P]]: ...
def signed_in(
    view: View[P] | None = None, /, *, kind: str = ""
) -> View[P] | Callable[[View[P]], View[P]]:
    """Open to people who signed in: `resident`, `staff`, or either."""

    def ask(request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return _to_sign_in(request, kind)
        if not _is_of_kind(request.user, kind):
            raise forbidden(_WRONG_KIND[kind])
        return None

    def hang(view: View[P]) -> View[P]:
        return _private(view, Sign("signed-in", person=kind), ask)

    return hang if view is None else hang(view)


def for_role(*roles: str) -> Callable[[View[P]], View[P]]:
    """Open to staff who hold one of the roles in some organisation."""

    def ask(request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return _to_sign_in(request, "staff")
        has_role: Callable[[str], bool] | None = getattr(request.user, "has_role", None)
        if has_role is None or not any(has_role(role) for role in roles):
            raise forbidden("您的账号没有进入这个页面的角色。如工作需要，请联系系统管理员。")
        return None

    def hang(view: View[P]) -> View[P]:
        return _private(view, Sign("role", person="staff", roles=frozenset(roles)), ask)

    return hang


_WRONG_KIND = {
    "resident": "这个页面供办事群众使用，请退出工作账号后以个人身份登录。",
    "staff": "这个页面供工作人员使用，请用工作账号登录。",
}


def _is_of_kind(user: object, kind: str) -> bool:
    if kind == "resident":
        return bool(getattr(user, "is_resident", False))
    if kind == "staff":
        return bool(getattr(user, "is_staff_member", False))
    return True


def _let_in(request: HttpRequest) -> HttpResponse | None:
    del request
    return None


def _private(
    view: View[P], sign: Sign, ask: Callable[[HttpRequest], HttpResponse | None]
) -> View[P]:
    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response: HttpResponseBase | None = ask(request)
        if response is None:
            is_own = sign.kind in {"signed-in", "role"}
            mark_own(request, is_own=is_own)
            if is_own and request.method == "POST":
                forget(request)
            response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", PRIVATE)
        return response

    return _signed(door, sign)


def _signed(door: View[P], sign: Sign) -> View[P]:
    door.access_sign = sign  # type: ignore[attr-defined]
    return door


def _to_sign_in(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the way to the sign-in page, which leads back here afterwards."""
    address = reverse(settings.SIGN_IN_PAGES[kind])
    is_kept = request.method == "POST" and park(request)
    stood_on = reverse("web:resume") if is_kept else _page_of(request)
    if stood_on:
        address += "?" + urlencode({"next": stood_on}, safe="/")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _page_of(request: HttpRequest) -> str:
    """Return the page a person stands on: the one asked for, or the one whose form was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return urlunsplit(("", "", came_from.path, came_from.query, ""))


def _as_public(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or response.cookies:
        msg = f"the public page {request.path} sets a cookie: sign it with @anyone"
        raise RuntimeError(msg)
    if response.status_code >= 400:
        response.headers.setdefault("Cache-Control", "no-store")
        return response
    response.headers.setdefault("Cache-Control", PUBLIC)
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    etag = etag_of(response.content)
    response.headers["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    return response if answer is None else answer
