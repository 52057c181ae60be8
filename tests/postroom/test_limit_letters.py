"""Limits by number, organisation and minute; hours in which reminders rest; what a person chose."""

from datetime import UTC, datetime, time, timedelta

import pytest

from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.refusals import Refused
from zhujian.postroom import actions, jobs, queries, rules, steps
from zhujian.postroom.models import Choice, LimitSetting, Spent, TemplateId
from zhujian.postroom.rules import Limits
from zhujian.postroom.states import LetterState

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TEN_AT_NIGHT = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
PHONE = "13900000001"


@pytest.fixture
def limits():
    def set_them(**more):
        actions.set_limits(by=OPERATOR, limits=Limits(**more))

    return set_them


def notice(number="BJ1", to=PHONE, **more):
    return steps.send_sms(to=to, template="case-accepted", variables={"number": number}, **more)


def reminder(number="BJ1", to=PHONE, user_ref="u1"):
    return steps.send_sms(
        to=to, template="case-unclaimed", variables={"number": number}, user_ref=user_ref
    )


def code(to=PHONE):
    return steps.send_sms(to=to, template="sign-in-code", variables={"code": "123456"})


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def test_what_is_over_the_hour_of_a_number_waits_for_the_next_hour(line, limits):
    limits(number_hour=2)
    with clock.moved_to(NOON):
        letters = [notice(f"BJ{number}") for number in range(3)]
        other = notice("BJ9", to="13900000002")
        assert jobs.sweep() == 3
    assert [state_of(one) for one in (*letters, other)] == ["sent", "sent", "queued", "sent"]
    assert letters[2].next_try_at == NOON + timedelta(hours=1)
    assert letters[2].last_error == "超过短信上限，等待发送"
    with clock.moved_to(NOON + timedelta(hours=1)):
        assert jobs.sweep() == 1
    letters[2].refresh_from_db()
    assert letters[2].last_error == ""


def test_what_is_over_the_day_waits_for_midnight_in_china(line, limits):
    limits(number_day=1)
    with clock.moved_to(NOON):
        notice("BJ1")
        second = notice("BJ2")
        jobs.sweep()
    second.refresh_from_db()
    assert second.next_try_at == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


def test_a_reminder_over_the_limit_stays_on_the_page_alone(line, limits):
    limits(number_hour=1)
    with clock.moved_to(NOON):
        notice()
        second = reminder("BJ2")
        assert jobs.sweep() == 1
    assert (state_of(second), second.last_error) == ("dropped", "超过短信上限，改为站内消息")
    assert queries.unread_count("u1") == 1


def test_an_organisation_has_a_limit_of_its_own(line, limits):
    limits(organisation_day=1)
    with clock.moved_to(NOON):
        notice("BJ1", organisation="civil-affairs")
        held = notice("BJ2", to="13900000002", organisation="civil-affairs")
        notice("BJ3", to="13900000003", organisation="human-resources")
        assert jobs.sweep() == 2
    assert state_of(held) == "queued"


def test_codes_go_first_and_past_the_limits_of_others_up_to_their_own(line, limits):
    limits(number_hour=1, house_minute=1, codes_day=2)
    with clock.moved_to(NOON):
        held = notice("BJ1")
        codes = [code() for _ in range(3)]
        jobs.sweep()
    assert [state_of(one) for one in codes] == ["sent", "sent", "dropped"]
    assert codes[2].last_error == "同一号码当天的验证码超过上限"
    assert state_of(held) == "queued"


def test_a_try_that_failed_is_not_counted_against_the_number(line, limits):
    limits(number_hour=1)
    with clock.moved_to(NOON):
        letter = notice()
        line.answers = [429]
        assert jobs.sweep() == 0
    with clock.moved_to(NOON + timedelta(seconds=16)):
        assert jobs.sweep() == 1
    assert state_of(letter) == LetterState.SENT


def test_reminders_rest_at_night_and_notices_and_codes_do_not(line):
    with clock.moved_to(TEN_AT_NIGHT):
        resting, going, asked = reminder(), notice("BJ2"), code()
        assert jobs.sweep() == 2
        assert [state_of(one) for one in (resting, going, asked)] == ["queued", "sent", "sent"]
    morning = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert resting.next_try_at == morning
    with clock.moved_to(morning):
        assert jobs.sweep() == 1


@pytest.mark.parametrize(
    ("at", "begins", "ends", "until"),
    [
        ("12:00", time(21), time(8), None),
        ("21:00", time(21), time(8), "2026-11-25 08:00"),
        ("20:59", time(21), time(8), None),
        ("07:59", time(21), time(8), "2026-11-24 08:00"),
        ("08:00", time(21), time(8), None),
        ("13:00", time(12), time(14), "2026-11-24 14:00"),
        ("14:00", time(12), time(14), None),
        ("03:00", time(8), time(8), None),
    ],
)
def test_quiet_hours_may_run_over_midnight(at, begins, ends, until):
    now = datetime.fromisoformat(f"2026-11-24 {at}").replace(tzinfo=clock.CHINA)
    found = rules.quiet_ends(at=now, limits=Limits(quiet_from=begins, quiet_until=ends))
    expected = datetime.fromisoformat(until).replace(tzinfo=clock.CHINA) if until else None
    assert found == expected


def test_whoever_wants_no_reminders_by_sms_gets_notices_all_the_same(line):
    Choice.objects.create(recipient="user:u1", is_sms_wanted=False)
    with clock.moved_to(NOON):
        unwanted, lawful = reminder(), notice("BJ2", user_ref="u1")
        assert jobs.sweep() == 1
    assert (state_of(unwanted), state_of(lawful)) == ("dropped", "sent")
    assert queries.unread_count("u1") == 2


def test_limits_are_set_by_the_administrator_alone_and_within_bounds(admin, handler):
    with pytest.raises(Refused) as refused:
        actions.set_limits(by=handler, limits=Limits(number_day=3))
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        actions.set_limits(by=admin, limits=Limits(number_day=0, house_minute=2_000_000))
    assert {one.field for one in refused.value.fields} == {"number_day", "house_minute"}
    assert not LimitSetting.objects.exists()
    actions.set_limits(by=admin, limits=Limits(number_day=3))
    assert queries.limits().number_day == 3


def test_a_template_id_is_set_and_taken_away(admin, handler):
    for by, template, text, status in (
        (handler, "case-accepted", "1", 403),
        (admin, "unknown", "1", 404),
        (admin, "case-accepted", "x" * 65, 422),
    ):
        with pytest.raises(Refused) as refused:
            actions.set_template_id(by=by, template=template, carrier_id=text)
        assert refused.value.status == status
    actions.set_template_id(by=admin, template="case-accepted", carrier_id=" 4711 ")
    assert TemplateId.objects.get().carrier_id == "4711"
    actions.set_template_id(by=admin, template="case-accepted", carrier_id="")
    assert not TemplateId.objects.exists()


def test_what_was_spent_is_forgotten_when_its_window_is_over(line):
    with clock.moved_to(NOON):
        notice()
        jobs.sweep()
        assert Spent.objects.count() == 3
    with clock.moved_to(NOON + timedelta(days=2)):
        jobs.forget_old()
    assert not Spent.objects.exists()
