"""Letters leave after the commit, are tried again, and are given up at last."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

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


def test_a_letter_is_written_and_its_delivery_enqueued_in_one_transaction(carrier):
    letter = write()
    assert letter.state == LetterState.QUEUED
    task = DBTaskResult.objects.get()
    assert task.args_kwargs["args"] == [letter.pk]
    assert carrier.taken == []


def test_nothing_leaves_when_the_transaction_fails(carrier):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_letter_leaves_once_with_its_text(carrier):
    letter = write()
    assert jobs.deliver.func(letter.pk) is True
    assert jobs.deliver.func(letter.pk) is False
    (message,) = carrier.taken
    assert (message.to, message.id) == (PHONE, f"letter-{letter.pk}")
    assert "123456" in message.text
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.SENT, 1)
    assert letter.sent_at is not None
    assert verbs(letter) == ["letter.send"]


def test_a_code_is_forgotten_once_it_left(carrier):
    letter = write()
    jobs.deliver.func(letter.pk)
    letter.refresh_from_db()
    assert letter.variables == {}


def test_what_fails_is_tried_again_later_and_later(carrier):
    with clock.moved_to(NOON):
        letter = write()
        carrier.refusals = [Undeliverable("HTTP 503")]
        assert jobs.deliver.func(letter.pk) is False
        letter.refresh_from_db()
        assert letter.last_error == "HTTP 503"
        assert letter.next_try_at == NOON + timedelta(seconds=15)
        assert jobs.sweep() == 0
    with clock.moved_to(NOON + timedelta(seconds=15)):
        assert jobs.sweep() == 1
    assert len(carrier.taken) == 1


def test_after_eight_failures_it_is_given_up_and_journalled(carrier):
    letter = write()
    began = at = clock.now()
    for _ in range(8):
        carrier.refusals = [Undeliverable("HTTP 503")]
        with clock.moved_to(at):
            assert jobs.deliver.func(letter.pk) is False
        at += timedelta(hours=2)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.FAILED, 8)
    assert verbs(letter) == ["letter.give-up"]
    with clock.moved_to(began + timedelta(days=9)):
        assert jobs.sweep() == 0


def test_what_the_carrier_refuses_for_good_is_given_up_at_once(carrier):
    letter = write()
    carrier.refusals = [Undeliverable("HTTP 422", is_final=True)]
    jobs.deliver.func(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.FAILED, 1)


def test_what_was_given_up_may_be_queued_again_and_only_that(carrier):
    letter = write()
    with pytest.raises(Refused) as refused:
        actions.queue_again(by=OPERATOR, letter=letter.pk)
    assert refused.value.status == 409
    carrier.refusals = [Undeliverable("HTTP 422", is_final=True)]
    jobs.deliver.func(letter.pk)
    actions.queue_again(by=OPERATOR, letter=letter.pk)
    assert jobs.sweep() == 1
    assert verbs(letter) == ["letter.give-up", "letter.queue-again", "letter.send"]


def test_a_letter_whose_worker_died_is_tried_again_after_a_lease(carrier):
    with clock.moved_to(NOON):
        letter = write()
        Letter.objects.filter(pk=letter.pk).update(next_try_at=NOON + rules.LEASE)
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
        assert shown.endswith("。")
        assert len(shown) <= 70, f"{name} is longer than one message"


def test_pauses_double_up_to_an_hour():
    pauses = [rules.next_try(tries=tries, at=NOON) for tries in range(1, 8)]
    assert [int((at - NOON).total_seconds()) for at in pauses] == [15, 30, 60, 120, 240, 480, 960]
    assert rules.next_try(tries=8, at=NOON) is None


def test_address_and_variables_stand_encrypted():
    write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, variables FROM postroom_letter")
        row = [bytes(value) for value in cursor.fetchone()]
    assert all(PHONE.encode() not in value and b"123456" not in value for value in row)


def test_a_letter_is_forgotten_a_month_after_it_left(carrier):
    sent, waiting = write(), write()
    jobs.deliver.func(sent.pk)
    assert jobs.forget_old() == 0
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert jobs.forget_old() == 1
    assert list(Letter.objects.all()) == [waiting]
