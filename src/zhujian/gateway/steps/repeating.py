"""Idempotency: a write repeated with its key is done once and answered the same."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from zhujian.gateway.answers import raw_answer
from zhujian.gateway.models import RememberedAnswer
from zhujian.gateway.problems import one_field
from zhujian.kernel import clock
from zhujian.kernel.crypto import sm3
from zhujian.kernel.refusals import Refused

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,120}")
PATIENCE_SECONDS = 3.0
_PAUSE = 0.05


def once(request: HttpRequest, *, owner: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do `act`, or answer what it answered when this owner sent the same key before.

    The same key with another request is refused (422 `idempotency_key`). Only successes are
    remembered: a refusal changed nothing, so it may be tried again with the same key. Two at
    once: the second waits for the first, and is refused (409) if that takes too long.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not _KEY.fullmatch(key):
        raise one_field("idempotency_key", HEADER, "应为 1 至 120 个可见的 ASCII 字符。")
    row = _begin(owner, key, _fingerprint(request))
    if isinstance(row, HttpResponse):
        return row
    try:
        response = act()
    except BaseException:
        row.delete()
        raise
    row.status, row.body = response.status_code, response.content.decode()
    row.save(update_fields=["status", "body"])
    return response


def expire_answers() -> int:
    """Forget remembered answers whose time is over; return how many."""
    gone, _ = RememberedAnswer.objects.filter(began_at__lt=_oldest()).delete()
    return gone


def _oldest() -> object:
    return clock.now() - timedelta(hours=settings.API_KEYS_LAST_HOURS)


def _fingerprint(request: HttpRequest) -> str:
    asked = f"{request.method} {request.path}\n".encode("utf-8", "surrogatepass")
    return sm3(asked, request.body).hex()


def _begin(owner: str, key: str, fingerprint: str) -> RememberedAnswer | HttpResponse:
    """Claim the key and return its row, or return the answer that was given under it."""
    RememberedAnswer.objects.filter(owner=owner, key=key, began_at__lt=_oldest()).delete()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with transaction.atomic():
                return RememberedAnswer.objects.create(
                    owner=owner, key=key, fingerprint=fingerprint, began_at=clock.now()
                )
        except IntegrityError:
            answer = _remembered(owner, key, fingerprint)
        if answer is not None:
            return answer
        if time.monotonic() > deadline:
            raise Refused(
                "idempotency_running",
                "使用同一个键的请求还在处理，或者曾经中断。请稍后再试；仍然如此时，"
                "请先查询办件列表，再换一个键。",
                status=409,
                retry_after=2,
            )
        time.sleep(_PAUSE)


def _remembered(owner: str, key: str, fingerprint: str) -> HttpResponse | None:
    row = RememberedAnswer.objects.filter(owner=owner, key=key).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise one_field("idempotency_key", HEADER, "这个键已经用于另一个请求，请换一个键。")
    if row.status is None:
        return None
    response = raw_answer(row.body, status=row.status)
    response.headers["Idempotency-Replayed"] = "true"
    return response
