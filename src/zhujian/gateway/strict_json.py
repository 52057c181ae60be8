"""Reading a JSON body without doubt: one meaning for every text, or a refusal that says where."""

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn

from zhujian.gateway.problems import one_field
from zhujian.kernel.refusals import Refused

DEEPEST = 40
LONGEST_NUMBER = 40
FIELD_SHOWN = 60


class _Unclear(ValueError):  # noqa: N818 -- a finding
    """Something that JSON readers understand differently."""


def read_object(body: bytes) -> dict[str, Any]:
    """Return the object that a body holds, or refuse (422): `json` with what is wrong and where.

    Refused are other encodings than UTF-8, keys given twice, numbers that are none or too long,
    texts with NUL or half a character, and anything nested deeper than 40 levels.
    """
    try:
        found = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_int=_whole,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise Refused("json", "请求内容不是 UTF-8 编码的 JSON。") from error
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 列"
        raise Refused("json", f"请求内容不是有效的 JSON，{where}附近有误。") from error
    except _Unclear as unclear:
        raise Refused("json", str(unclear)) from unclear
    except RecursionError as error:
        raise Refused("json", "请求内容嵌套过深。") from error
    if not isinstance(found, dict):
        raise Refused("json", "请求内容应为一个 JSON 对象。")
    for path, text in _texts(found, ()):
        _check_text(path, text)
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        msg = f"字段「{shown(twice)}」重复出现。"
        raise _Unclear(msg)
    return found


def _no_number(text: str) -> NoReturn:
    msg = f"{text} 不是 JSON 的数。"
    raise _Unclear(msg)


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        msg = "有一个数过长。"
        raise _Unclear(msg)
    return int(text)


def _finite(text: str) -> float:
    number = float(text) if len(text) <= LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        msg = "有一个数过大或过长。"
        raise _Unclear(msg)
    return number


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if len(path) > DEEPEST:
        raise Refused("json", "请求内容嵌套过深。")
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield path, key
            yield from _texts(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _texts(part, (*path, str(place)))


def _check_text(path: tuple[str, ...], text: str) -> None:
    is_whole = text.isprintable() or not any(
        character == "\0" or "\ud800" <= character <= "\udfff" for character in text
    )
    if not is_whole:
        field = ".".join(shown(part) for part in path) or "body"
        raise one_field("characters", field, "文字中有不能使用的字符，请删除后重试。")


def shown(text: str) -> str:
    """Return a name from outside as it may stand in a sentence: short, whole characters only."""
    return text[:FIELD_SHOWN].encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
