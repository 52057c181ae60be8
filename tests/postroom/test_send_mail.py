"""Mail: plain and HTML, the same id at every try, refusals told apart."""

from datetime import UTC, datetime, timedelta

import pytest

from zhujian.kernel import clock
from zhujian.postroom import jobs, steps
from zhujian.postroom.senders import SenderRefused, mail_sender_from
from zhujian.postroom.senders.console import ConsoleSender
from zhujian.postroom.senders.smtp import SmtpSender
from zhujian.postroom.senders.stand_in import StandInSender

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DIGEST = {"red": "2", "amber": "3", "waiting": "1"}


def write(to="clerk@county.example"):
    return steps.send_mail(to=to, template="desk-digest", variables=DIGEST, url="/desk/late/")


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def test_a_mail_has_both_forms_in_utf8_and_an_id_that_stays(mail_server):
    with clock.moved_to(NOON):
        letter = write()
        assert jobs.sweep() == 1
    (mail,) = mail_server.mails
    assert mail["Subject"] == "今天要注意的办件"
    assert mail["From"] == "post@county.example"
    assert mail["To"] == "clerk@county.example"
    assert mail["Message-ID"] == f"<letter-{letter.pk}@zhujian.invalid>"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert "超期2件" in plain.get_content()
    assert "https://zhujian.invalid/desk/late/" in plain.get_content()
    assert '<html lang="zh-CN">' in html.get_content()
    assert plain.get_content_charset() == html.get_content_charset() == "utf-8"
    assert state_of(letter) == "sent"


@pytest.mark.parametrize(
    ("answer", "state"), [("550 no such person", "failed"), ("450 later", "queued")]
)
def test_a_receiver_that_is_refused_for_good_is_not_tried_again(mail_server, answer, state):
    with clock.moved_to(NOON):
        letter = write()
        mail_server.refuse = [answer]
        assert jobs.sweep() == 0
    assert state_of(letter) == state
    assert letter.last_error == f"SMTP {answer[:3]}"


def test_a_mail_server_that_is_away_holds_up_no_short_message(mail_server, line):
    mail_server.close()
    with clock.moved_to(NOON):
        letter = write()
        steps.send_sms(to="13900000001", template="case-accepted", variables={"number": "BJ1"})
        assert jobs.sweep() == 1
    assert state_of(letter) == "queued"
    with clock.moved_to(NOON + timedelta(seconds=10)):
        assert jobs.sweep() == 0


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", ConsoleSender),
        ("console:", ConsoleSender),
        ("stand-in:", StandInSender),
        ("smtp://127.0.0.1:2525/?from=a@b.example", SmtpSender),
        ("smtps://user:pass%40word@mail.example/?from=a@b.example", SmtpSender),
    ],
)
def test_a_url_names_a_mail_server(tmp_path, url, kind):
    assert isinstance(mail_sender_from(url, home=tmp_path), kind)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example/",
        "smtp://user@mail.example/?from=a@b.example",
        "smtp:///?from=a@b.example",
        "https://user:geheim@mail.example/?from=a@b.example",
        "smtp://mail.example:99999/?from=a@b.example",
        "邮件",
    ],
)
def test_a_wrong_url_stops_the_start_and_says_what_was_expected(tmp_path, url):
    with pytest.raises(SenderRefused) as refused:
        mail_sender_from(url, home=tmp_path)
    assert "ZHUJIAN_MAIL_URL" in str(refused.value)
    assert "smtp://USER:PASSWORD@HOST" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_the_log_shows_no_address(caplog):
    with clock.moved_to(NOON), caplog.at_level("INFO", logger="zhujian.postroom"):
        write()
        assert jobs.sweep() == 1
    assert "***@county.example" in caplog.text
    assert "clerk@" not in caplog.text
