"""Pages for what went wrong, in plain Chinese with a reference number."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from zhujian.kernel.refusals import FieldRefusal

TITLES = {
    400: "这个请求无法识别",
    401: "请先登录",
    403: "您没有权限查看或办理",
    404: "没有找到这个页面",
    405: "这个页面不接受这种操作",
    409: "现在的状态不能办理这一步",
    411: "提交的内容不完整",
    413: "提交的内容过大",
    422: "提交的内容有误",
    429: "访问过于频繁",
    500: "系统出了问题",
    503: "系统暂时不能服务",
}
TEXTS = {
    400: "请返回上一页，核对后再试。",
    403: "如果您认为应当有权限，请联系工作人员，并告诉对方下面的查询编号。",
    404: "网址可能有误，或内容已经变动。可以从首页搜索，或查看全部服务事项。",
    405: "请返回上一页，用页面上的按钮操作。",
    500: "不是您操作的问题。我们已经记下，请稍后再试；需要帮助时，请提供下面的查询编号。",
}


def page(
    request: HttpRequest,
    status: int,
    *,
    title: str = "",
    text: str = "",
    fields: tuple[FieldRefusal, ...] = (),
) -> HttpResponse:
    """Return an error page, or a notice alone where htmx asked for a fragment."""
    is_fragment = request.headers.get("HX-Request") == "true"
    body = render_to_string(
        "web/error_notice.html" if is_fragment else "web/error.html",
        {
            "status": status,
            "title": title or TITLES.get(status, TITLES[400]),
            "text": text or TEXTS.get(status, TEXTS[400]),
            "fields": fields,
            "reference": getattr(request, "reference", ""),
        },
        request,
    )
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself refuses as suspicious; a form that is too big with 413."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, 413, text="提交的内容过大，请减少文字或文件后再试。")
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not enter."""
    del exception
    return page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del exception
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of our own; a plain page where even the shell cannot be drawn."""
    try:
        return page(request, 500)
    except Exception:  # noqa: BLE001 -- the last page must not fail
        number = getattr(request, "reference", "")
        body = (
            '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
            f"<title>{TITLES[500]}</title><h1>{TITLES[500]}</h1>"
            f"<p>{TEXTS[500]}</p><p>查询编号：{number}</p></html>"
        )
        return HttpResponse(body, status=500, headers={"Cache-Control": "no-store"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old."""
    del reason
    return page(
        request,
        403,
        title="页面停留时间过长",
        text="为了安全，请返回上一页、刷新后重新提交。您填写的内容如已保存为草稿，不会丢失。",
    )
