"""Carriers: short messages by `ZHUJIAN_SMS_URL`, mail by `ZHUJIAN_MAIL_URL`; one module each."""

from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from django.conf import settings

from zhujian.postroom.senders.console import ConsoleSender
from zhujian.postroom.senders.message import Sender
from zhujian.postroom.senders.smtp import LOOPBACK, SmtpSender
from zhujian.postroom.senders.stand_in import StandInSender
from zhujian.postroom.senders.webhook import WebhookSender
from zhujian.postroom.states import Channel

EXPECTED = (
    "expected console: (log, masked), stand-in: (files in the home),"
    " or https://ACCOUNT:SECRET@HOST/PATH (http:// to this machine alone)"
)
EXPECTED_MAIL = (
    "expected console: (log, masked), stand-in: (files in the home), or"
    " smtp://USER:PASSWORD@HOST:587/?from=ADDRESS (STARTTLS), smtps://…:465/?from=ADDRESS"
)


class SenderRefused(SystemExit):
    """A URL that names no carrier; ends the start with a sentence."""


def sender_from(url: str, *, home: Path) -> Sender:
    """Return the carrier of short messages; ends the start where the URL names none."""
    parts = _parts(url, "ZHUJIAN_SMS_URL", EXPECTED)
    plain = _plain_sender(parts, home / "letters")
    if plain:
        return plain
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if is_safe and parts.hostname and parts.username and parts.password:
        return WebhookSender(parts)
    raise SenderRefused(f"ZHUJIAN_SMS_URL={_shown(url, parts)!r}: {EXPECTED}")


def mail_sender_from(url: str, *, home: Path) -> Sender:
    """Return the carrier of mail; ends the start where the URL names none."""
    parts = _parts(url, "ZHUJIAN_MAIL_URL", EXPECTED_MAIL)
    plain = _plain_sender(parts, home / "mails")
    if plain:
        return plain
    sender = dict(parse_qsl(parts.query)).get("from", "")
    is_whole = (
        bool(parts.hostname) and "@" in sender and bool(parts.username) == bool(parts.password)
    )
    if parts.scheme in {"smtp", "smtps"} and is_whole:
        return SmtpSender(parts)
    raise SenderRefused(f"ZHUJIAN_MAIL_URL={_shown(url, parts)!r}: {EXPECTED_MAIL}")


@cache
def current() -> Sender:
    """Return the carrier of short messages of this installation."""
    return sender_from(settings.SMS_URL, home=settings.HOME)


@cache
def current_mail() -> Sender:
    """Return the carrier of mail of this installation."""
    return mail_sender_from(settings.MAIL_URL, home=settings.HOME)


def sender_for(channel: str) -> Sender:
    """Return who carries letters on this way."""
    return current_mail() if channel == Channel.MAIL else current()


def _parts(url: str, name: str, expected: str) -> SplitResult:
    try:
        parts = urlsplit(url or "console:")
        _ = parts.port
    except ValueError as error:
        raise SenderRefused(f"{name}: {expected}") from error
    return parts


def _plain_sender(parts: SplitResult, folder: Path) -> Sender | None:
    if parts.netloc:
        return None
    if parts.scheme == "console":
        return ConsoleSender()
    return StandInSender(folder) if parts.scheme == "stand-in" else None


def _shown(url: str, parts: SplitResult) -> str:
    return url if "@" not in parts.netloc else f"{parts.scheme}://…@{parts.hostname}"
