"""Carriers: chosen by a URL, told apart by what they do with a message."""

import hashlib
import hmac
import http.client
import json
import logging
import stat
from urllib.parse import urlsplit

import pytest

from zhujian.postroom.senders import SenderRefused, sender_from
from zhujian.postroom.senders.console import ConsoleSender
from zhujian.postroom.senders.message import Message, Undeliverable
from zhujian.postroom.senders.stand_in import StandInSender
from zhujian.postroom.senders.webhook import WebhookSender

MESSAGE = Message("letter-1", "13900000001", "sign-in-code", {"code": "123456"}, "验证码123456。")
HTTPS = "https://county:ge%40heim@sms.example:8443/send?v=1"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", ConsoleSender),
        ("console:", ConsoleSender),
        ("stand-in:", StandInSender),
        (HTTPS, WebhookSender),
    ],
)
def test_a_url_names_a_carrier(tmp_path, url, kind):
    assert isinstance(sender_from(url, home=tmp_path), kind)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://x",
        "http://county:geheim@sms.example/",
        "https://sms.example/",
        "https://county@sms.example/",
        "console://x",
        "短信",
    ],
)
def test_a_wrong_url_stops_the_start_and_says_what_was_expected(tmp_path, url):
    with pytest.raises(SenderRefused) as refused:
        sender_from(url, home=tmp_path)
    assert "ZHUJIAN_SMS_URL" in str(refused.value)
    assert "https://ACCOUNT:SECRET@HOST/PATH" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_the_console_shows_neither_number_nor_code(caplog):
    with caplog.at_level(logging.INFO, logger="zhujian.postroom"):
        ConsoleSender().send(MESSAGE)
    assert "139****0001" in caplog.text
    assert "13900000001" not in caplog.text
    assert "123456" not in caplog.text


def test_the_stand_in_keeps_a_file_for_its_owner_alone(tmp_path):
    sender = StandInSender(tmp_path / "letters")
    sender.send(MESSAGE)
    sender.send(MESSAGE)
    (file,) = (tmp_path / "letters").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["variables"] == {"code": "123456"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_stand_in_that_cannot_write_says_so(tmp_path):
    (tmp_path / "letters").write_text("in the way")
    with pytest.raises(Undeliverable):
        StandInSender(tmp_path / "letters").send(MESSAGE)


class Line:
    """Stands in for a connection to the carrier."""

    status = 200
    error = None
    seen = {}

    def __init__(self, host, port, timeout):
        Line.seen = {"host": host, "port": port}

    def request(self, method, path, body, headers):
        if Line.error:
            raise Line.error
        Line.seen |= {"method": method, "path": path, "body": body, "headers": headers}

    def getresponse(self):
        return self

    def read(self, most):
        return b""

    def close(self):
        Line.seen["closed"] = True


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr(http.client, "HTTPSConnection", Line)
    Line.status, Line.error = 200, None
    return Line


def webhook():
    return WebhookSender(urlsplit(HTTPS))


def test_the_webhook_posts_signed_json(line):
    webhook().send(MESSAGE)
    seen = line.seen
    assert (seen["host"], seen["port"], seen["path"]) == ("sms.example", 8443, "/send?v=1")
    body = json.loads(seen["body"])
    assert body["to"] == "13900000001"
    assert body["account"] == "county"
    assert body["variables"] == {"code": "123456"}
    signed = seen["headers"]["X-Zhujian-Timestamp"].encode() + b"." + seen["body"]
    expected = hmac.new(b"ge@heim", signed, hashlib.sha256).hexdigest()
    assert seen["headers"]["X-Zhujian-Signature"] == expected
    assert seen["closed"]


@pytest.mark.parametrize(
    ("status", "is_final"), [(500, False), (429, False), (422, True), (302, False)]
)
def test_what_the_carrier_answers_decides_whether_to_try_again(line, status, is_final):
    line.status = status
    with pytest.raises(Undeliverable) as refused:
        webhook().send(MESSAGE)
    assert refused.value.is_final is is_final


@pytest.mark.parametrize(
    "error", [TimeoutError(), ConnectionRefusedError(), http.client.BadStatusLine("x")]
)
def test_a_line_that_breaks_is_tried_again(line, error):
    line.error = error
    with pytest.raises(Undeliverable) as refused:
        webhook().send(MESSAGE)
    assert not refused.value.is_final
    assert line.seen["closed"]
