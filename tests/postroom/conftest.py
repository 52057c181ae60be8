"""The stage of this room: a carrier and a mail server that stand in on loopback."""

from functools import cache
from pathlib import Path

import pytest
from tests.postroom.lines import Carrier, MailServer

from zhujian.postroom import senders


@pytest.fixture
def line(monkeypatch):
    """A carrier of short messages, spoken to over HTTP."""
    carrier = Carrier()
    sender = senders.sender_from(carrier.url, home=Path())
    monkeypatch.setattr(senders, "current", cache(lambda: sender))
    yield carrier
    carrier.close()


@pytest.fixture
def mail_server(monkeypatch):
    """A mail server, spoken to over SMTP."""
    server = MailServer()
    sender = senders.mail_sender_from(server.url, home=Path())
    monkeypatch.setattr(senders, "current_mail", cache(lambda: sender))
    yield server
    server.close()
