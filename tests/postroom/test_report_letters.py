"""Reports of the carrier: called in with a signature, or fetched; each changes a letter once."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import OPERATOR, TIMER
from zhujian.kernel.refusals import Refused
from zhujian.postroom import actions, jobs, queries, steps
from zhujian.postroom.models import SeenReport

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CARRIER = OPERATOR


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.moved_to(NOON):
        yield


@pytest.fixture
def letter(line):
    letter = steps.send_sms(
        to="13900000001", template="case-accepted", variables={"number": "BJ1"}, subject="BJ1"
    )
    assert jobs.sweep() == 1
    return letter


def call(*reports, secret=b"secret", timestamp=None, body=None):
    stamp = timestamp or str(int(NOON.timestamp()))
    raw = json.dumps({"reports": list(reports)}).encode() if body is None else body
    signature = hmac.new(secret, stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    return {"body": raw, "timestamp": stamp, "signature": signature}


def report(letter, state="undelivered", reason="空号"):
    return {"id": letter.message_id, "state": state, "reason": reason}


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def test_a_report_says_that_a_letter_arrived(letter):
    taken = actions.take_reports(by=CARRIER, **call(report(letter, "delivered", "")))
    assert (taken.taken, taken.ignored) == (1, 0)
    assert state_of(letter) == "delivered"
    assert queries.returned_letter("BJ1") is None


def test_a_letter_that_did_not_arrive_is_shown_with_its_reason(letter):
    actions.take_reports(by=CARRIER, **call(report(letter, reason="空号 13900000001")))
    assert state_of(letter) == "undelivered"
    found = queries.returned_letter("BJ1")
    assert found == letter
    assert found.last_error == "空号 139****0001"
    verbs = [line.verb for line in journal.lines_of("BJ1", audiences=set(journal.Audience))]
    assert verbs == ["letter.send", "letter.return"]


def test_a_later_letter_that_arrived_ends_the_worry(letter):
    actions.take_reports(by=CARRIER, **call(report(letter)))
    steps.send_sms(
        to="13900000002", template="case-accepted", variables={"number": "BJ1"}, subject="BJ1"
    )
    assert queries.returned_letter("BJ1") is None


def test_the_same_call_again_changes_nothing(letter):
    once = call(report(letter))
    actions.take_reports(by=CARRIER, **once)
    actions.queue_again(by=OPERATOR, letter=letter.pk)
    assert jobs.sweep() == 1
    again = actions.take_reports(by=CARRIER, **once)
    assert (again.taken, again.ignored) == (0, 1)
    assert state_of(letter) == "sent"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"secret": b"other"}, "signature"),
        ({"timestamp": str(int((NOON - timedelta(minutes=6)).timestamp()))}, "timestamp"),
        ({"timestamp": "soon"}, "timestamp"),
        ({"body": b"{"}, "reports"),
        ({"body": b'{"reports": 7}'}, "reports"),
        ({"body": b'{"reports": [{"id": "letter-1", "state": "lost"}]}'}, "reports"),
        ({"body": b'{"reports": [7]}'}, "reports"),
        ({"body": b"[]"}, "reports"),
    ],
)
def test_a_call_that_is_not_genuine_fresh_and_whole_is_refused(letter, more, code):
    with pytest.raises(Refused) as refused:
        actions.take_reports(by=CARRIER, **call(report(letter), **more))
    assert refused.value.code == code
    assert state_of(letter) == "sent"
    assert not SeenReport.objects.exists()


def test_reports_of_letters_that_are_not_ours_are_passed_over(letter):
    others = [{"id": text, "state": "delivered"} for text in ("letter-0", "letter-999999", "x")]
    taken = actions.take_reports(by=CARRIER, **call(*others, report(letter, "delivered")))
    assert (taken.taken, taken.ignored) == (1, 3)


def test_a_carrier_may_be_quicker_than_our_own_note(line):
    letter = steps.send_sms(
        to="13900000001", template="case-accepted", variables={"number": "BJ1"}, subject="BJ1"
    )
    assert steps.claim(letter.pk, by=TIMER) is not None
    actions.take_reports(by=CARRIER, **call(report(letter, "delivered")))
    assert state_of(letter) == "delivered"
    assert letter.sent_at is not None


def test_a_carrier_that_is_asked_may_tell_twice(letter, line):
    line.reports = [report(letter)]
    assert jobs.fetch() == 1
    assert jobs.fetch() == 0
    assert state_of(letter) == "undelivered"


def test_a_carrier_that_does_not_answer_is_asked_again_later(letter, line):
    line.close()
    assert jobs.fetch() == 0


def test_where_no_carrier_reports_there_is_nothing_to_call():
    with pytest.raises(Refused) as refused:
        actions.take_reports(by=CARRIER, **call())
    assert refused.value.status == 404
    assert jobs.fetch() == 0
