"""Cursors of lists: opaque, signed, bound to the list and its filters."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings

from zhujian.gateway.problems import one_field
from zhujian.kernel.crypto import hmac_sm3
from zhujian.kernel.refusals import Refused

_MARK_BYTES = 9
_LONGEST = 400


def next_address(path: str, filters: Mapping[str, str], after: str | None) -> str | None:
    """Return the address of the next page, or None behind the last one."""
    if after is None:
        return None
    asked = {name: value for name, value in filters.items() if value}
    return f"{path}?{urlencode({**asked, 'cursor': _signed(path, asked, after)})}"


def position(path: str, filters: Mapping[str, str], cursor: str) -> str:
    """Return where a page begins, or refuse (422) a cursor that this list did not give."""
    if not cursor:
        return ""
    asked = {name: value for name, value in filters.items() if value}
    try:
        raw = base64.b64decode(
            cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True
        )
        after = raw[_MARK_BYTES:].decode()
    except (ValueError, UnicodeError, binascii.Error) as error:
        raise bad_cursor() from error
    if len(cursor) > _LONGEST or not hmac.compare_digest(
        cursor.encode(), _signed(path, asked, after).encode()
    ):
        raise bad_cursor()
    return after


def bad_cursor() -> Refused:
    """Return the refusal of a cursor."""
    return one_field("cursor", "cursor", "翻页位置无法识别，请从第一页重新翻看。")


def _signed(path: str, asked: Mapping[str, str], after: str) -> str:
    bound = "\0".join([path, *(f"{name}={asked[name]}" for name in sorted(asked)), after])
    key = settings.SECRET_KEY.encode()
    mark = hmac_sm3(key, b"cursor\0", bound.encode("utf-8", "surrogatepass"))
    return base64.urlsafe_b64encode(mark[:_MARK_BYTES] + after.encode()).decode().rstrip("=")
