"""Carriers of short messages, chosen by `ZHUJIAN_SMS_URL`; one module each."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from zhujian.postroom.senders.console import ConsoleSender
from zhujian.postroom.senders.message import Sender
from zhujian.postroom.senders.stand_in import StandInSender
from zhujian.postroom.senders.webhook import WebhookSender

EXPECTED = (
    "expected console: (log, masked), stand-in: (files in the home),"
    " or https://ACCOUNT:SECRET@HOST/PATH"
)


class SenderRefused(SystemExit):
    """A `ZHUJIAN_SMS_URL` that names no carrier; ends the start with a sentence."""


def sender_from(url: str, *, home: Path) -> Sender:
    """Return the carrier that a URL names; ends the start where it names none."""
    parts = urlsplit(url or "console:")
    if parts.scheme == "console" and not parts.netloc:
        return ConsoleSender()
    if parts.scheme == "stand-in" and not parts.netloc:
        return StandInSender(home / "letters")
    if parts.scheme == "https" and parts.hostname and parts.username and parts.password:
        return WebhookSender(parts)
    shown = url if "@" not in url else f"{parts.scheme}://…@{parts.hostname}"
    raise SenderRefused(f"ZHUJIAN_SMS_URL={shown!r}: {EXPECTED}")


@cache
def current() -> Sender:
    """Return the carrier of this installation."""
    return sender_from(settings.SMS_URL, home=settings.HOME)
