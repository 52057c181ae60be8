"""Answers of the API as JSON."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from zhujian.kernel.clock import CHINA


def answer(body: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a JSON answer; instants are written in China's time."""
    return raw_answer(text_of(body), status=status)


def raw_answer(text: str, *, status: int) -> HttpResponse:
    """Return an answer whose JSON text is known already."""
    return HttpResponse(text.encode(), status=status, content_type="application/json")


def text_of(body: Mapping[str, Any]) -> str:
    """Return the JSON text of an answer."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(CHINA).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    msg = f"{type(value).__name__} has no JSON"
    raise TypeError(msg)
