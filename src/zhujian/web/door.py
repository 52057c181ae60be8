"""The outermost middleware: reference number, caller's address, body limits, headers."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhujian.kernel.refusals import Refused
from zhujian.web.address import client_address
from zhujian.web.references import new_reference, reference
from zhujian.web.refused import refusal_page

_REFERENCE = re.compile(r"[0-9A-Z-]{6,40}")

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
POLICY = "; ".join(f"{name} {value}" for name, value in _SOURCES.items())
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), payment=(), usb=(), browsing-topics=(), geolocation=(self)"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "private, no-store",
}
TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def body_limit(path: str, content_type: str) -> int:
    """Return the most bytes a request's body may have.

    The API carries files in base64 and forms carry them whole: a case's files and 1 MiB for the
    rest. A form without files is at most 1 MiB.
    """
    rest = 1024 * 1024
    if "/api/" in path:
        return int(settings.MAX_CASE_BYTES) * 4 // 3 + rest
    if content_type.startswith("multipart/form-data"):
        return int(settings.MAX_CASE_BYTES) + rest
    return rest


def check_body(path: str, content_type: str, content_length: str, *, is_chunked: bool) -> None:
    """Refuse a body that is too large (413), or of unknown length (411), before it is read."""
    if is_chunked:
        raise Refused("length_required", "请求没有说明内容长度，无法接收。", status=411)
    limit = body_limit(path, content_type)
    if content_length.isdecimal() and int(content_length) > limit:
        raise Refused(
            "too_large",
            f"提交的内容有 {int(content_length) / 1024 / 1024:.1f} MB，超过"
            f" {limit / 1024 / 1024:.0f} MB 的上限。单个文件最大"
            f" {settings.MAX_FILE_BYTES // 1024 // 1024} MB，一次办理的材料合计最大"
            f" {settings.MAX_CASE_BYTES // 1024 // 1024} MB。",
            status=413,
        )


class DoorMiddleware:
    """Numbers the request, knows its address, refuses huge bodies, adds the headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.is_https = settings.SESSION_COOKIE_SECURE
        self.headers = HEADERS | (TRANSPORT if self.is_https else {})

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = str(request.META.get("zhujian.reference", ""))
        number = given if _REFERENCE.fullmatch(given) else new_reference()
        mark = reference.set(number)
        if self.is_https:  # the proxy in front speaks it; what reaches us over HTTP was HTTPS
            request.META["wsgi.url_scheme"] = "https"
        request.reference = number  # type: ignore[attr-defined]
        request.client_address = client_address(  # type: ignore[attr-defined]
            request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
        )
        try:
            response = self._answer(request)
        finally:
            reference.reset(mark)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if "s-maxage" not in response.headers["Cache-Control"]:
            response.headers["X-Reference"] = number
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        try:
            check_body(
                request.path,
                meta.get("CONTENT_TYPE", ""),
                str(meta.get("CONTENT_LENGTH", "")),
                is_chunked="chunked" in meta.get("HTTP_TRANSFER_ENCODING", ""),
            )
        except Refused as refused:
            return refusal_page(request, refused)
        return self.get_response(request)
