"""The API at /api/v1/: its operations, its errors, its description."""

import logging
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from zhujian.gateway.problems import CONTENT_TYPE, problem, unauthorised
from zhujian.gateway.sentences import field_refusals
from zhujian.gateway.views import cases, catalogue, ratings, reading
from zhujian.kernel.fullness import is_full, no_room
from zhujian.kernel.refusals import Refused, not_found

log = logging.getLogger("zhujian.gateway")

DESCRIPTION = (
    "查询无需令牌；以个人或单位名义提交须在 Authorization 头中带 Bearer 令牌。"
    "列表以 next 翻页。提交可带 Idempotency-Key，同一个键只办一次。"
    "被拒绝的请求以 application/problem+json 说明原因和有误的字段，什么都不会改变。"
)


class _Parser(Parser):
    """Hands ninja the body that the door has read and checked."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.zhujian_payload  # type: ignore[attr-defined]


class Api(NinjaAPI):
    """Ninja with refusals as problems, in its answers and in its description."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """Return the description, refusals under the content type that they have."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _describe(operation)
        return schema


def _describe(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            content[CONTENT_TYPE] = content.pop("application/json")
        if int(status) in {429, 503}:
            response["headers"] = {
                "Retry-After": {"schema": {"type": "integer"}, "description": "多少秒后再试"}
            }
    if "requestBody" in operation:
        operation.setdefault("parameters", []).append(
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "description": "同一个键的同一请求只办一次，重复提交得到同样的回答",
                "schema": {"type": "string", "pattern": r"^[!-~]{1,120}$"},
            }
        )


api = Api(
    title="竹简开放接口",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="gateway-api",
    parser=_Parser(),
)
api.add_router("", reading.router)
api.add_router("", catalogue.router)
api.add_router("/cases", cases.router)
api.add_router("", ratings.router)


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """Return the OpenAPI document; it is the same until the next start."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@api.exception_handler(Refused)
def declined(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Answer what a room declines."""
    return problem(request, refused)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer input of the wrong shape, field by field."""
    fields = field_refusals(error.errors)
    return problem(request, Refused("invalid", f"有 {len(fields)} 处需要改正。", fields=fields))


@api.exception_handler(AuthenticationError)
def without_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer a request without a usable token."""
    del error
    return problem(request, unauthorised())


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what ninja could not read; the parser's own refusal stands behind it."""
    cause = error.__cause__
    refused = cause if isinstance(cause, Refused) else Refused("json", "请求内容无法识别。")
    return problem(request, refused)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer what is not there."""
    del error
    return problem(request, not_found())


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def away(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """Answer while the database is away or busy."""
    log.error("the database did not answer", exc_info=error)
    if is_full(error):
        return problem(request, no_room())
    text = "系统暂时繁忙，请稍后再试。"
    return problem(request, Refused("unavailable", text, status=503, retry_after=5))


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a fault of our own, and leave it in the log under the request's number."""
    log.error("a request to the API failed", exc_info=error)
    text = "系统出了问题，不是您操作有误。请把编号告诉工作人员。"
    return problem(request, Refused("fault", text, status=500))
