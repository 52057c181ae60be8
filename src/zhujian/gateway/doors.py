"""The door of every operation: methods, query keys, bodies; and the sign for open readings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from ninja.operation import PathView

from zhujian.gateway.problems import one_field, problem
from zhujian.gateway.strict_json import read_object, shown
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.web.access import Tags, public, token_holder
from zhujian.web.door import body_limit

View = Callable[..., HttpResponseBase]
SMALL = 1024 * 1024
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an open reading is kept: the tags of what it shows; without tags it is not kept."""

    tags: Tags = ()
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """What the door knows of one address of the API."""

    view: View
    methods: frozenset[str]
    query_keys: frozenset[str]
    reading: Reading | None = None
    large: bool = field(default=False)


def path_of(
    path_view: PathView, view: View, *, reading: Reading | None, large: bool = False
) -> Path:
    """Return what the door must know of ninja's view of one address."""
    keys: set[str] = set()
    for operation in path_view.operations:
        for model in operation.models:
            if model.__ninja_param_source__ == "query":
                keys |= set(getattr(model, "__ninja_flatten_map__", {}))
    methods = {method for operation in path_view.operations for method in operation.methods}
    return Path(view, frozenset(methods), frozenset(keys), reading, large)


def door(path: Path) -> View:
    """Return the view behind its door; whatever is declined there is a problem, never a page."""
    signed = _signed(path)

    @wraps(signed)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = path.methods | ({"HEAD"} if "GET" in path.methods else set())
        if request.method not in allowed:
            return not_allowed(request, allowed)
        try:
            _check_query(request, path.query_keys, kwargs)
            if request.method == "POST":
                _read_body(request, is_large=path.large)
        except Refused as refused:
            return problem(request, refused)
        return signed(request, *args, **kwargs)

    enter.csrf_exempt = True  # type: ignore[attr-defined]
    enter.access_sign = signed.access_sign  # type: ignore[attr-defined]
    return enter


def not_allowed(request: HttpRequest, allowed: frozenset[str] | set[str]) -> HttpResponseBase:
    """Answer 405 with what is allowed instead."""
    methods = sorted(allowed)
    text = f"这个地址不支持 {shown(request.method or '')}，可以用：{'、'.join(methods)}。"
    response = problem(request, Refused("method", text, status=405))
    response.headers["Allow"] = HttpResponseNotAllowed(methods).headers["Allow"]
    return response


def _signed(path: Path) -> View:
    def as_get(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"
        return path.view(request, *args, **kwargs)

    if path.reading is None:
        return token_holder(as_get)
    keys = tuple(sorted(path.query_keys))
    return public(tags=path.reading.tags, cached=path.reading.is_kept, query_keys=keys)(as_get)


def _check_query(request: HttpRequest, known: frozenset[str], parts: dict[str, Any]) -> None:
    """Refuse unknown and repeated keys, and characters that no database holds."""
    wrong: list[FieldRefusal] = []
    for name, values in request.GET.lists():
        if name not in known:
            wrong.append(FieldRefusal(shown(name), "没有这个参数，请去掉或核对名称。"))
        elif len(values) > 1:
            wrong.append(FieldRefusal(name, "这个参数只能给一次。"))
        elif not _is_plain(values[0]):
            wrong.append(FieldRefusal(name, "有不能使用的字符。"))
    if wrong:
        raise Refused("query", "地址中的参数有误。", fields=tuple(wrong))
    for name, value in parts.items():
        if not _is_plain(str(value)):
            raise one_field("characters", name, "地址中有不能使用的字符。")


def _is_plain(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _read_body(request: HttpRequest, *, is_large: bool) -> None:
    """Read the body within its limit and leave it where ninja looks for it."""
    limit = body_limit(request.path, JSON) if is_large else SMALL
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > limit:
        raise Refused("too_large", f"提交的内容不能超过 {limit / SMALL:.0f} MB。", status=413)
    body = request.read(limit + 1)
    if len(body) > limit:
        raise Refused("too_large", f"提交的内容不能超过 {limit / SMALL:.0f} MB。", status=413)
    if not body.strip():
        body = b""
    elif (request.content_type or "") != JSON:
        raise one_field("content_type", "Content-Type", f"请以 {JSON} 提交 JSON。")
    request._body = body
    request.zhujian_payload = read_object(body) if body else None  # type: ignore[attr-defined]
