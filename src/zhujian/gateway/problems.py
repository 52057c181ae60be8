"""Refusals as `application/problem+json` (RFC 9457), with every field that is wrong."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from zhujian.kernel.refusals import FieldRefusal, Refused

CONTENT_TYPE = "application/problem+json"
MEANINGS: Mapping[int, str] = {
    401: "没有令牌，或者令牌无效、过期、已撤销。",
    403: "看得到，但不能办：角色或令牌的范围不够。",
    404: "没有，或者不属于您能看到的范围。",
    405: "这个地址不支持这种操作，可用的在 Allow 头中。",
    409: "当前状态不能办理，或者同一个键的请求还在处理。",
    411: "请求没有说明内容长度。",
    413: "内容或文件过大：单个文件 10 MB，一次办理合计 30 MB。",
    422: "内容有误，errors 逐个说明有误的字段。",
    429: "过于频繁，Retry-After 头说明多少秒后再试。",
    500: "系统出了问题，请把 reference 告诉工作人员。",
    503: "系统暂时不能服务，请稍后再试。",
}
TITLES: Mapping[int, str] = {
    400: "请求无法识别",
    401: "需要令牌",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的操作",
    409: "当前状态不能办理",
    411: "缺少内容长度",
    413: "内容过大",
    422: "内容需要修改",
    429: "过于频繁",
    500: "系统出了问题",
    503: "系统暂时不能服务",
}


def problem(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return the answer to a request that is declined."""
    body: dict[str, Any] = {
        "type": f"/api/v1/docs#status-{refused.status}",
        "title": TITLES.get(refused.status, TITLES[422]),
        "status": refused.status,
        "detail": refused.text,
        "code": refused.code,
        "errors": [{"field": one.field, "reason": one.reason} for one in refused.fields],
        "reference": getattr(request, "reference", "-"),
    }
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    response = HttpResponse(text, status=refused.status, content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if refused.retry_after is not None:
        response.headers["Retry-After"] = str(refused.retry_after)
    if refused.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="zhujian"'
    return response


def unauthorised(
    text: str = "这个操作需要令牌，请在 Authorization 头中以 Bearer 方式提供。",
) -> Refused:
    """Return the refusal of a request without a usable token."""
    return Refused("unauthorised", text, status=401)


def one_field(code: str, field: str, reason: str, *, status: int = 422) -> Refused:
    """Return the refusal of one field."""
    return Refused(code, reason, status=status, fields=(FieldRefusal(field, reason),))
