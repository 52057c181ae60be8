"""Posts JSON to an address of the carrier, or of a bridge to it, with a signature.

Body: `{"id", "account", "to", "template", "variables", "text"}`. Headers: `X-Zhujian-Timestamp`
(seconds) and `X-Zhujian-Signature`, HMAC-SHA-256 in hex with the secret over timestamp, a full
stop and the body. 2xx: taken; 400, 404, 410, 422: refused for good; anything else is tried again.
"""

import hashlib
import hmac
import http.client
import json
from urllib.parse import SplitResult, unquote

from zhujian.kernel import clock
from zhujian.postroom.senders.message import Message, Undeliverable

FINAL = frozenset({400, 404, 410, 422})
TIMEOUT_SECONDS = 10


class WebhookSender:
    """Speaks to one address over HTTPS."""

    def __init__(self, parts: SplitResult) -> None:
        self.host = parts.hostname or ""
        self.port = parts.port
        self.path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.account = unquote(parts.username or "")
        self.secret = unquote(parts.password or "").encode()

    def send(self, message: Message) -> None:
        """Post the message, or raise `Undeliverable`."""
        body = self.body(message)
        try:
            status = self._post(body, self.headers(body))
        except (OSError, http.client.HTTPException) as error:
            raise Undeliverable(type(error).__name__) from error
        if not 200 <= status < 300:
            raise Undeliverable(f"HTTP {status}", is_final=status in FINAL)

    def body(self, message: Message) -> bytes:
        """Return the JSON that is posted."""
        fields = {
            "id": message.id,
            "account": self.account,
            "to": message.to,
            "template": message.template,
            "variables": message.variables,
            "text": message.text,
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    def headers(self, body: bytes) -> dict[str, str]:
        """Return the headers, with a signature over the present second and the body."""
        timestamp = str(int(clock.now().timestamp()))
        signed = timestamp.encode() + b"." + body
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-Zhujian-Timestamp": timestamp,
            "X-Zhujian-Signature": hmac.new(self.secret, signed, hashlib.sha256).hexdigest(),
        }

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        connection = http.client.HTTPSConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", self.path, body=body, headers=headers)
            return connection.getresponse().status
        finally:
            connection.close()
