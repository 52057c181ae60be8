"""Posts JSON to an address of the carrier, or of a bridge to it, with a signature.

Body: `{"id", "account", "to", "template", "template_id", "variables", "text"}`. Headers:
`X-Zhujian-Timestamp` (seconds) and `X-Zhujian-Signature`, HMAC-SHA-256 in hex with the secret over
timestamp, a full stop and the body. 2xx: taken; 400, 404, 410, 422: refused for good; anything
else is tried again.

Reports come the same way round, `{"reports": [{"id", "state": "delivered"|"undelivered",
"reason"}]}` with the same two headers; or they are fetched by GET from the path that
`?reports=/path` of the URL names (the empty body is signed).
"""

import hashlib
import hmac
import http.client
import json
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode

from zhujian.kernel import clock
from zhujian.kernel.privacy import mask_text
from zhujian.kernel.refusals import Refused
from zhujian.postroom.rules import REPORT_IS_FRESH
from zhujian.postroom.senders.message import Message, Report, Undeliverable

FINAL = frozenset({400, 404, 410, 422})
TIMEOUT_SECONDS = 10
MOST_REPORTS = 1000
MOST_BYTES = 512 * 1024
STATES = {"delivered": True, "undelivered": False}


class WebhookSender:
    """Speaks to one address: over HTTPS, to this machine itself over HTTP as well."""

    def __init__(self, parts: SplitResult) -> None:
        self.host = parts.hostname or ""
        self.port = parts.port
        self.is_secure = parts.scheme == "https"
        keys = dict(parse_qsl(parts.query))
        self.reports_path = keys.pop("reports", "")
        self.path = (parts.path or "/") + (f"?{urlencode(keys)}" if keys else "")
        self.account = unquote(parts.username or "")
        self.secret = unquote(parts.password or "").encode()

    def send(self, message: Message) -> None:
        """Post the message, or raise `Undeliverable`."""
        body = self.body(message)
        status, _ = self._call("POST", self.path, body)
        if not 200 <= status < 300:
            raise Undeliverable(f"HTTP {status}", is_final=status in FINAL, is_away=status >= 500)

    def body(self, message: Message) -> bytes:
        """Return the JSON that is posted."""
        fields = {
            "id": message.id,
            "account": self.account,
            "to": message.to,
            "template": message.template,
            "template_id": message.template_id,
            "variables": message.variables,
            "text": message.text,
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    def headers(self, body: bytes) -> dict[str, str]:
        """Return the headers, with a signature over the present second and the body."""
        timestamp = str(int(clock.now().timestamp()))
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-Zhujian-Timestamp": timestamp,
            "X-Zhujian-Signature": self._signature(timestamp, body),
        }

    def read(self, *, body: bytes, timestamp: str, signature: str) -> list[Report]:
        """Return the reports of a call, or refuse one that is not signed so, or is old (403)."""
        expected = self._signature(timestamp, body)
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise Refused("signature", "签名不正确。", status=403)
        age = clock.now().timestamp() - int(timestamp) if timestamp.isdecimal() else None
        if age is None or abs(timedelta(seconds=age)) > REPORT_IS_FRESH:
            raise Refused("timestamp", "请求的时间与现在相差过大。", status=403)
        return _reports(body)

    def fetch(self) -> list[Report]:
        """Ask the carrier for new reports; it may tell one twice."""
        if not self.reports_path:
            return []
        status, body = self._call("GET", self.reports_path, b"")
        if status != 200:
            raise Undeliverable(f"HTTP {status}")
        return _reports(body)

    def _signature(self, timestamp: str, body: bytes) -> str:
        signed = timestamp.encode() + b"." + body
        return hmac.new(self.secret, signed, hashlib.sha256).hexdigest()

    def _call(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        kind = http.client.HTTPSConnection if self.is_secure else http.client.HTTPConnection
        connection = kind(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, path, body=body, headers=self.headers(body))
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise Undeliverable(type(error).__name__, is_away=True) from error
        finally:
            connection.close()


def _reports(body: bytes) -> list[Report]:
    try:
        given = json.loads(body)["reports"]
        if not isinstance(given, list) or len(given) > MOST_REPORTS or len(body) > MOST_BYTES:
            raise ValueError(type(given))  # noqa: TRY301 -- one answer for every bad body
        return [_report(one) for one in given]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            "reports", f'应为 {{"reports": […]}}，每次最多 {MOST_REPORTS} 条。'
        ) from error


def _report(one: dict[str, Any]) -> Report:
    reason = mask_text(str(one.get("reason") or ""))[:80]
    return Report(id=str(one["id"]), is_delivered=STATES[one["state"]], reason=reason)
