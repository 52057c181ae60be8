"""Letters leave after the commit, are tried again, and are given up at last."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import OPERATOR, TIMER
from zhujian.kernel.refusals import Refused
from zhujian.postroom import actions, jobs, rules, senders
from zhujian.postroom.models import Letter
from zhujian.postroom.senders.message import Undeliverable
from zhujian.postroom.states import LetterState
from zhujian.postroom.steps import send_sms
from zhujian.postroom.texts import TEXTS, render

pytestmark = pytest.mark.django_db

PHONE = "13900000001"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


class Carrier:
    def __init__(self):
        self.taken = []
        self.refusals = []

    def send(self, message):
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append(message)


@pytest.fixture
def carrier(monkeypatch):
    carrier = Carrier()
    monkeypatch.setattr(senders, "current", lambda: carrier)
    return carrier


def write(**more):
    fields = {"to": PHONE, "template": "sign-in-code", "variables": {"code": "123456"}} | more
    return send_sms(**fields)


def verbs(letter):
    lines = journal.lines_of(f"letter:{letter.pk}", audiences=set(journal.Audience))
    return [line.verb for line in lines]


def deliver(letter):
    try:
        return actions.deliver_letter(by=TIMER, letter=letter.pk)
    except Undeliverable:
        return False


def test_a_letter_is_one_row_and_leaves_with_the_next_sweep(carrier, django_assert_num_queries):
    with django_assert_num_queries(1):
        letter = write()
    assert letter.state == LetterState.QUEUED
    assert carrier.taken == []
    assert jobs.sweep() == 1


def test_nothing_leaves_when_the_transaction_fails(carrier):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert jobs.sweep() == 0


def test_a_letter_leaves_once_with_its_text(carrier):
    letter = write()
    assert deliver(letter) is True
    assert deliver(letter) is False
    (message,) = carrier.taken
    assert (message.to, message.id) == (PHONE, f"letter-{letter.pk}")
    assert "123456" in message.text
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.SENT, 1)
    assert letter.sent_at is not None
    assert verbs(letter) == ["letter.send"]


def test_a_code_is_forgotten_once_it_left(carrier):
    letter = write()
    deliver(letter)
    letter.refresh_from_db()
    assert letter.variables == {}


def test_what_fails_is_tried_again_later_and_later(carrier):
    with clock.moved_to(NOON):
        letter = write()
        carrier.refusals = [Undeliverable("HTTP 503")]
        assert deliver(letter) is False
        letter.refresh_from_db()
        assert letter.last_error == "HTTP 503"
        assert letter.next_try_at == NOON + timedelta(seconds=15)
        assert jobs.sweep() == 0
    with clock.moved_to(NOON + timedelta(seconds=15)):
        assert jobs.sweep() == 1
    assert len(carrier.taken) == 1


def test_after_three_days_it_is_given_up_and_journalled(carrier):
    with clock.moved_to(NOON):
        letter = write(template="case-submitted", variables={"number": "BJ1"}, subject="BJ1")
        carrier.refusals = [Undeliverable("HTTP 503")]
        deliver(letter)
    with clock.moved_to(NOON + rules.TRIED_FOR - timedelta(minutes=1)):
        carrier.refusals = [Undeliverable("HTTP 503")]
        deliver(letter)
        letter.refresh_from_db()
        assert letter.state == LetterState.QUEUED
    with clock.moved_to(NOON + rules.TRIED_FOR + timedelta(hours=1)):
        carrier.refusals = [Undeliverable("HTTP 503")]
        deliver(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.FAILED, 3)
    lines = journal.lines_of("BJ1", audiences=set(journal.Audience))
    assert [line.verb for line in lines] == ["letter.give-up"]
    with clock.moved_to(NOON + timedelta(days=9)):
        assert jobs.sweep() == 0


def test_what_the_carrier_refuses_for_good_is_given_up_at_once(carrier):
    letter = write()
    carrier.refusals = [Undeliverable("HTTP 422", is_final=True)]
    deliver(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.FAILED, 1)


def test_what_was_given_up_may_be_queued_again_and_only_that(carrier):
    letter = write(template="case-accepted", variables={"number": "BJ1"})
    with pytest.raises(Refused) as refused:
        actions.queue_again(by=OPERATOR, letter=letter.pk)
    assert refused.value.status == 409
    carrier.refusals = [Undeliverable("HTTP 422", is_final=True)]
    deliver(letter)
    actions.queue_again(by=OPERATOR, letter=letter.pk)
    assert jobs.sweep() == 1
    assert verbs(letter) == ["letter.give-up", "letter.queue-again", "letter.send"]


def test_a_letter_whose_worker_died_is_tried_again_after_a_lease(carrier):
    with clock.moved_to(NOON):
        letter = write()
        actions.sending.steps.claim(letter.pk, by=TIMER)
        assert jobs.sweep() == 0
    with clock.moved_to(NOON + rules.LEASE):
        assert jobs.sweep() == 1


def test_one_letter_that_fails_keeps_no_other_back(carrier):
    write()
    write()
    carrier.refusals = [Undeliverable("OSError")]
    assert jobs.sweep() == 1


def test_a_letter_about_a_file_is_journalled_with_the_file(carrier):
    letter = write(template="case-accepted", variables={"number": "BJ1"}, subject="BJ1")
    actions.deliver_letter(by=TIMER, letter=letter.pk)
    (line,) = journal.lines_of("BJ1", audiences=set(journal.Audience))
    assert (line.verb, line.data) == ("letter.send", {"template": "case-accepted"})


@pytest.mark.parametrize(
    ("template", "variables"),
    [("unknown", {}), ("sign-in-code", {}), ("sign-in-code", {"code": "1", "more": "2"})],
)
def test_an_unregistered_text_is_refused_before_anything_is_written(template, variables):
    with pytest.raises(Refused):
        write(template=template, variables=variables)
    assert not Letter.objects.exists()


def test_every_text_is_filled_by_its_variables():
    for name, text in TEXTS.items():
        shown = render(name, dict.fromkeys(text.variables, "7"))
        assert "{" not in shown
        assert shown.endswith(("。", "/track/7/"))


def test_every_text_fits_into_one_message_with_its_number_and_address():
    longest = {
        "number": "BJ20261124-7K3M9Q-G",
        "by_on": "2026年12月31日",
        "code": "123456",
        "day": "5",
    }
    for name, text in TEXTS.items():
        filled = {variable: longest.get(variable, "888") for variable in text.variables}
        shown = render(name, filled)
        assert len(shown) <= 70, f"{name} has {len(shown)} characters"
        if "number" in filled:
            assert shown.endswith("/track/BJ20261124-7K3M9Q-G/")


def test_pauses_double_up_to_an_hour():
    pauses = [rules.next_try(tries=tries, at=NOON, written_at=NOON) for tries in range(1, 11)]
    assert [int((at - NOON).total_seconds()) for at in pauses] == [
        15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600,
    ]  # fmt: skip
    assert rules.next_try(tries=2, at=NOON + rules.TRIED_FOR, written_at=NOON) is None


def test_address_and_variables_stand_encrypted():
    write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, variables FROM postroom_letter")
        row = [bytes(value) for value in cursor.fetchone()]
    assert all(PHONE.encode() not in value and b"123456" not in value for value in row)


def test_a_letter_is_forgotten_a_month_after_it_left(carrier):
    sent, waiting = write(), write()
    deliver(sent)
    assert jobs.forget_old() == 0
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert jobs.forget_old() == 1
    assert list(Letter.objects.all()) == [waiting]


def test_a_code_is_never_queued_again(carrier):
    letter = write()
    carrier.refusals = [Undeliverable("HTTP 422", is_final=True)]
    deliver(letter)
    with pytest.raises(Refused) as refused:
        actions.queue_again(by=OPERATOR, letter=letter.pk)
    assert (refused.value.code, refused.value.status) == ("code_expired", 409)


def test_only_the_administrator_queues_again_and_only_what_is_there(admin, handler):
    letter = write(template="case-accepted", variables={"number": "BJ1"})
    for by, pk, status in ((handler, letter.pk, 403), (admin, 0, 404), (admin, letter.pk, 409)):
        with pytest.raises(Refused) as refused:
            actions.queue_again(by=by, letter=pk)
        assert refused.value.status == status


def test_what_waits_from_before_may_be_set_aside_at_once(carrier, handler):
    with clock.moved_to(NOON):
        old = [
            write(template="case-accepted", variables={"number": f"BJ{n}"}, user_ref="u1")
            for n in range(3)
        ]
    with clock.moved_to(NOON + timedelta(days=1)):
        fresh = write(template="case-accepted", variables={"number": "BJ9"})
        with pytest.raises(Refused) as refused:
            actions.set_aside(by=handler, before=clock.now())
        assert refused.value.status == 403
        assert actions.set_aside(by=OPERATOR, before=NOON + timedelta(hours=1)) == 3
        assert actions.set_aside(by=OPERATOR, before=NOON + timedelta(hours=1)) == 0
        assert jobs.sweep() == 1
    old[0].refresh_from_db()
    fresh.refresh_from_db()
    assert (old[0].state, old[0].last_error) == ("dropped", "补记的消息，不再发送")
    assert fresh.state == "sent"
    lines = journal.lines_of("letter:outbox", audiences=set(journal.Audience))
    assert [line.sentence for line in lines] == ["3 条早先没有发出的消息不再发送"]
