"""A refusal that leaves a view becomes a page: status, sentence, reference number."""

import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zhujian.kernel.fullness import is_full, no_room
from zhujian.kernel.refusals import Refused
from zhujian.web import errors

log = logging.getLogger("zhujian.errors")


class RefusedMiddleware:
    """Turns `Refused` into the error page, or into a notice where htmx asked for a fragment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        if isinstance(exception, RequestDataTooBig):
            return refusal_page(request, too_big())
        if is_full(exception):
            log.exception("no room left")
            return refusal_page(request, no_room())
        if isinstance(exception, OperationalError):
            log.exception("the database does not answer")
            return refusal_page(request, database_away())
        return None


def database_away() -> Refused:
    """Return the refusal while the database does not answer, or not in time."""
    text = "数据库暂时没有应答，刚才的操作没有存下。请稍后再试一次。"
    return Refused("database_away", text, status=503, retry_after=30)


def too_big() -> Refused:
    """Return the refusal for a form that is larger than forms may be."""
    return Refused("too_large", "提交的内容过大，请减少文字或文件后再试。", status=413)


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return the page that says what was wrong, where, and what would be right."""
    response = errors.page(
        request, refused.status, text=refused.text, fields=refused.fields, code=refused.code
    )
    if refused.retry_after is not None:
        response.headers["Retry-After"] = str(refused.retry_after)
    return response
