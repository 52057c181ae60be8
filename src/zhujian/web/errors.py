"""Pages for what went wrong, in plain Chinese with a reference number."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.web.inbox import mark_own
from zhujian.web.site import known_site

log = logging.getLogger("zhujian.errors")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a status says to a person: what is the case, why, and what to do next."""

    title: str
    why: str
    next: str


SENTENCES = {
    400: Sentence(
        "这个请求无法识别",
        "提交的内容不完整，或者地址被改动过。",
        "请返回上一页核对后再试，或者从首页重新进入。",
    ),
    401: Sentence("请先登录", "这个页面只对登录后的本人开放。", "请登录后再打开。"),
    403: Sentence(
        "您没有权限查看或办理",
        "这个页面只对特定的人员开放，或者您的登录已经失效。",
        "请确认登录的账号。认为应当有权限的，请联系工作人员，并报下面的编号。",
    ),
    404: Sentence(
        "没有找到这个页面",
        "网址可能有误，内容可能已经变动，或者它只对本人开放。",
        "可以搜索您要办的事，或者从首页查看全部服务事项。",
    ),
    405: Sentence(
        "这个页面不接受这种操作",
        "这个地址只能用另一种方式打开。",
        "请返回上一页，用页面上的按钮操作。",
    ),
    409: Sentence(
        "现在的状态不能办理这一步",
        "事情的状态已经变化，可能刚刚有人办理过。",
        "请返回上一页并刷新，看清当前状态后再操作。",
    ),
    411: Sentence(
        "提交的内容不完整",
        "请求没有说明内容的长度，无法接收。",
        "请换一个浏览器或网络后再试。",
    ),
    413: Sentence(
        "提交的内容过大",
        "单个文件最大 10 MB，一次办理的材料合计最大 30 MB。",
        "请压缩图片，或者分开上传后再试。",
    ),
    422: Sentence(
        "提交的内容需要修改",
        "有一处或几处内容不符合要求，没有任何内容被误存。",
        "请返回上一页，按说明改正后重新提交。",
    ),
    429: Sentence(
        "操作过于频繁",
        "短时间内的请求超过了上限。",
        "请稍等片刻再试。",
    ),
    500: Sentence(
        "系统出了问题",
        "是我们这边的故障，不是您操作有误。刚才提交的内容没有保存。",
        "请过几分钟再试。仍然不行，请把下面的编号告诉工作人员。",
    ),
    503: Sentence(
        "系统暂时不能服务",
        "系统正在维护，或者负荷过高。",
        "请过几分钟再试。",
    ),
    507: Sentence(
        "现在存不下新的内容",
        "服务器的存储空间满了，刚才的内容没有存下。",
        "请按浏览器的“返回”回到填写的页面，您填写的内容还在；过几分钟再提交一次。"
        "仍然不行，请把下面的编号告诉工作人员。",
    ),
}


Shape = Callable[[HttpRequest, Refused], HttpResponse]
_shapes: dict[str, Shape] = {}


def register_error_shape(prefix: str, shape: Shape) -> None:
    """Let errors below an address (`/api/v1/`) be answered in another shape than a page."""
    _shapes[prefix] = shape


def page(
    request: HttpRequest,
    status: int,
    *,
    title: str = "",
    text: str = "",
    fields: tuple[FieldRefusal, ...] = (),
    code: str = "error",
) -> HttpResponse:
    """Return an error page, or a notice alone where htmx asked for a fragment.

    It asks the database nothing, so that it can be shown while the database is away.
    """
    mark_own(request, is_own=False)
    sentence = SENTENCES.get(status, SENTENCES[400])
    for prefix, shape in _shapes.items():
        if request.path_info.startswith(prefix):
            return shape(request, Refused(code, text or sentence.why, status=status, fields=fields))
    is_fragment = request.headers.get("HX-Request") == "true"
    body = render_to_string(
        "web/error_notice.html" if is_fragment else "web/error.html",
        {
            "here": known_site(),
            "status": status,
            "title": title or sentence.title,
            "text": text or sentence.why,
            "next_step": sentence.next,
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
    except Exception:
        log.exception("the page for a fault could not be drawn")
        sentence = SENTENCES[500]
        number = getattr(request, "reference", "")
        body = (
            '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
            f"<title>{sentence.title}</title><h1>{sentence.title}</h1>"
            f"<p>{sentence.why}</p><p>{sentence.next}</p><p>编号：{number}</p></html>"
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
