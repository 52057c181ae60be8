"""A carrier that refuses, hangs up, or is away for a day: nothing is lost, nothing goes twice."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import OPERATOR, TIMER
from zhujian.postroom import actions, jobs, points, rules, steps
from zhujian.postroom.models import Letter
from zhujian.postroom.states import LetterState

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # noon in China


def phone(number=1):
    return f"139{number:08d}"


def notice(number="BJ1", to=None, template="case-accepted", **more):
    return steps.send_sms(
        to=to or phone(), template=template, variables={"number": number}, subject=number, **more
    )


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def test_the_carrier_is_given_template_id_variables_and_a_signature(line):
    actions.set_template_id(by=OPERATOR, template="case-accepted", carrier_id="SMS_4711")
    letter = notice()
    assert jobs.sweep() == 1
    ((body, headers, raw),) = line.taken
    assert body == {
        "id": f"letter-{letter.pk}",
        "account": "county",
        "to": phone(),
        "template": "case-accepted",
        "template_id": "SMS_4711",
        "variables": {"number": "BJ1"},
        "text": "您的申请已受理，办结时间见：zhujian.invalid/track/BJ1/",
    }
    signed = headers["X-Zhujian-Timestamp"].encode() + b"." + raw
    assert headers["X-Zhujian-Signature"] == hmac.new(b"secret", signed, hashlib.sha256).hexdigest()


def test_a_server_error_is_tried_again_and_a_refusal_is_not(line):
    with clock.moved_to(NOON):
        first, second = notice("BJ1"), notice("BJ2", to=phone(2))
        line.answers = [500, 422]
        assert jobs.sweep() == 0
    assert (state_of(first), first.last_error) == (LetterState.QUEUED, "HTTP 500")
    assert (state_of(second), second.last_error) == (LetterState.FAILED, "HTTP 422")
    with clock.moved_to(NOON + timedelta(seconds=16)):
        assert jobs.sweep() == 1
    assert line.ids == [f"letter-{first.pk}"]


def test_an_answer_that_never_came_leads_to_the_same_id_again(line):
    with clock.moved_to(NOON):
        letter = notice()
        line.answers = [0]
        assert jobs.sweep() == 0
    with clock.moved_to(NOON + timedelta(seconds=16)):
        assert jobs.sweep() == 1
    assert line.calls == 2
    assert line.ids == [f"letter-{letter.pk}"]


def test_a_carrier_that_is_away_is_not_asked_for_every_letter(line):
    for number in range(10):
        notice(f"BJ{number}", to=phone(number))
    line.answers = [503] * 10
    assert jobs.sweep() == 0
    assert line.calls == jobs.AWAY_AFTER
    assert Letter.objects.filter(tries=0).count() == 10 - jobs.AWAY_AFTER


def test_after_a_day_without_carrier_nothing_is_lost_and_nothing_goes_twice(line, monkeypatch):
    monkeypatch.setattr(points, "_points", {"GONE": lambda subject, template: "办件已经办结"})
    actions.set_limits(by=OPERATOR, limits=rules.Limits(house_minute=20))
    with clock.moved_to(NOON):
        written = [notice(f"BJ{number}", to=phone(number)) for number in range(50)]
        code = steps.send_sms(to=phone(98), template="sign-in-code", variables={"code": "123456"})
        pointless = notice("GONE1", to=phone(97), template="case-unclaimed")
    at = NOON
    line.answers = [503] * 10_000
    while at < NOON + timedelta(days=1):
        with clock.moved_to(at):
            assert jobs.sweep() == 0
        at += timedelta(minutes=20)
    assert state_of(code) == LetterState.DROPPED
    assert (code.last_error, code.variables) == ("已过有效期", {})
    line.answers = []
    a_minute = []
    for minute in range(75):
        with clock.moved_to(NOON + timedelta(days=1, minutes=minute)):
            a_minute.append(jobs.sweep() + jobs.sweep())
    assert max(a_minute) == 20
    assert sorted(line.ids) == sorted(f"letter-{letter.pk}" for letter in written)
    assert {state_of(letter) for letter in written} == {LetterState.SENT}
    assert (state_of(pointless), pointless.last_error) == (LetterState.DROPPED, "办件已经办结")
    lines = journal.lines_of("GONE1", audiences=set(journal.Audience))
    assert [line.sentence for line in lines] == ["消息不再发送：办件已经办结"]


def test_a_letter_that_cannot_be_read_keeps_no_other_back(line):
    broken, good = notice("BJ1"), notice("BJ2", to=phone(2))
    Letter.objects.filter(pk=broken.pk).update(template="a-text-of-long-ago")
    assert jobs.sweep() == 1
    assert (state_of(broken), broken.last_error) == (LetterState.DROPPED, "短信模板已经变更")
    assert state_of(good) == LetterState.SENT


def test_two_workers_take_a_letter_once(line):
    letter = notice()
    assert steps.claim(letter.pk, by=TIMER) is not None
    assert steps.claim(letter.pk, by=TIMER) is None
    assert jobs.sweep() == 0
    assert line.taken == []
