"""Hands mail to a mail server: plain text and the same as simple HTML, in UTF-8."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from urllib.parse import SplitResult, parse_qsl, unquote

from django.conf import settings

from zhujian.kernel import clock
from zhujian.postroom.senders.message import Message, Undeliverable

TIMEOUT_SECONDS = 10
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SmtpSender:
    """Speaks SMTP: `smtps` in TLS at once, `smtp` by STARTTLS; plain to this machine only."""

    def __init__(self, parts: SplitResult) -> None:
        self.host = parts.hostname or ""
        self.is_secure = parts.scheme == "smtps"
        self.port = parts.port or (465 if self.is_secure else 587)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.sender = dict(parse_qsl(parts.query)).get("from", "")

    def send(self, message: Message) -> None:
        """Hand the mail over, or raise `Undeliverable`."""
        mail = self.mail(message)
        try:
            with self._line() as line:
                if not self.is_secure and self.host not in LOOPBACK:
                    line.starttls(context=ssl.create_default_context())
                if self.user:
                    line.login(self.user, self.password)
                line.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise Undeliverable(f"SMTP {codes[0]}", is_final=min(codes) >= 500) from error
        except smtplib.SMTPResponseException as error:
            raise Undeliverable(f"SMTP {error.smtp_code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Undeliverable(type(error).__name__, is_away=True) from error

    def mail(self, message: Message) -> EmailMessage:
        """Return the mail; its Message-ID is the same however often it is tried."""
        mail = EmailMessage()
        mail["From"] = self.sender
        mail["To"] = message.to
        mail["Subject"] = message.title
        mail["Date"] = format_datetime(clock.now())
        mail["Message-ID"] = f"<{message.id}@{settings.SITE_DOMAIN}>"
        mail["Auto-Submitted"] = "auto-generated"
        address = f"https://{settings.SITE_DOMAIN}{message.url or '/'}"
        mail.set_content(f"{message.text}\n\n{address}\n", charset="utf-8", cte="base64")
        mail.add_alternative(
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
            f"<title>{escape(message.title)}</title></head><body>"
            f'<p>{escape(message.text)}</p><p><a href="{escape(address)}">{escape(address)}</a></p>'
            "</body></html>\n",
            subtype="html",
            charset="utf-8",
            cte="base64",
        )
        return mail

    def _line(self) -> smtplib.SMTP:
        if self.is_secure:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
