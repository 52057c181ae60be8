"""Large type: the same pages under `/da/`, so that neither cookie nor script is needed.

The prefix is a script prefix: every `url()` on such a page stays under `/da/`.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix

PREFIX = "/da"


class LargeTypeMiddleware:
    """Takes `/da` off the path before addresses are resolved; sets `request.is_large`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == PREFIX:
            return HttpResponsePermanentRedirect(f"{get_script_prefix().rstrip('/')}{PREFIX}/")
        request.is_large = request.path_info.startswith(f"{PREFIX}/")  # type: ignore[attr-defined]
        if not request.is_large:  # type: ignore[attr-defined]
            return self.get_response(request)
        before = get_script_prefix()
        request.path_info = request.path_info.removeprefix(PREFIX)
        request.META["PATH_INFO"] = request.path_info
        request.META["SCRIPT_NAME"] = before.rstrip("/") + PREFIX
        set_script_prefix(f"{before.rstrip('/')}{PREFIX}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


def is_large(request: HttpRequest) -> bool:
    """Say whether the page is asked for in large type."""
    return bool(getattr(request, "is_large", False))


def other_size_path(request: HttpRequest) -> str:
    """Return the address of the same page in the other size of type."""
    path = request.get_full_path()
    return path.removeprefix(PREFIX) if is_large(request) else PREFIX + path
