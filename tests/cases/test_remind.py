"""Reminders: each once, also after the worker was down; one digest, not seven."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cases.stage import FILLED, NOW, id_card, later
from zhujian.cases import actions, jobs, queries, steps
from zhujian.cases.models import Case, Reminder
from zhujian.cases.queries.tallies import over_since
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.kernel.refusals import Refused
from zhujian.people.models import RoleGrant, User
from zhujian.people.roles import Role
from zhujian.postroom import jobs as postroom_jobs
from zhujian.postroom.actions import choose_ways
from zhujian.postroom.models import Letter

pytestmark = pytest.mark.django_db


def at(day: int, hour: int = 10, month: int = 11) -> datetime:
    """A day and hour in China; 24 November 2026 is a Tuesday."""
    return datetime(2026, month, day, hour, tzinfo=clock.CHINA).astimezone(UTC)


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with clock.moved_to(NOW):
        yield


@pytest.fixture
def submit(item: Item, resident: User) -> Callable[[], Case]:
    def make() -> Case:
        return actions.submit_case(
            by=resident, item_code=item.code, form=FILLED, materials=[id_card()]
        )

    return make


def told(user: User, template: str) -> list[Letter]:
    return list(Letter.objects.filter(recipient=user.actor_ref, template=template).order_by("pk"))


def test_whoever_is_to_correct_is_reminded_two_working_days_before_once(
    submit: Callable[[], Case], clerk: User, resident: User
) -> None:
    case = submit()
    actions.request_correction_of_case(
        by=clerk, number=case.number, missing=["照片"], by_on=date(2026, 12, 4)
    )
    assert len(told(resident, "case-correction")) == 1
    with clock.moved_to(at(1, month=12)):
        assert jobs.remind() == 0
    with clock.moved_to(at(2, month=12)):
        assert jobs.remind() == 1
        assert jobs.remind() == 0
    (letter,) = told(resident, "case-correction-soon")
    assert letter.variables == {"number": case.number, "by_on": "2026年12月4日"}
    assert letter.url == f"/me/cases/{case.number}/"


def test_whoever_was_told_just_now_is_not_reminded_at_once(
    submit: Callable[[], Case], clerk: User, resident: User
) -> None:
    case = submit()
    actions.request_correction_of_case(
        by=clerk, number=case.number, missing=["照片"], by_on=date(2026, 11, 26)
    )
    assert jobs.remind() == 0
    with clock.moved_to(at(25)):
        assert jobs.remind() == 1


def test_a_reminder_that_lost_its_point_while_it_waited_is_dropped(
    submit: Callable[[], Case], clerk: User, resident: User
) -> None:
    case = submit()
    actions.request_correction_of_case(
        by=clerk, number=case.number, missing=["照片"], by_on=date(2026, 11, 27)
    )
    with clock.moved_to(at(26, hour=23)):
        assert jobs.remind() == 1
        postroom_jobs.sweep()
        actions.submit_correction_of_case(by=resident, number=case.number, note="照片已补")
    with clock.moved_to(at(27, hour=9)):
        postroom_jobs.sweep()
    (letter,) = told(resident, "case-correction-soon")
    assert (letter.state, letter.last_error) == ("dropped", "办件的情况已经变化，不必再提醒")


def test_a_result_that_nobody_fetched_is_remembered_once(
    submit: Callable[[], Case], clerk: User, approver: User, resident: User
) -> None:
    case = submit()
    actions.accept_case(by=clerk, number=case.number)
    actions.decide_case(by=approver, number=case.number, outcome="granted")
    with clock.moved_to(at(30)):
        assert jobs.remind() == 0
    with clock.moved_to(at(1, month=12)):
        assert jobs.remind() == 1
    with clock.moved_to(at(9, month=12)):
        assert jobs.remind() == 0
    assert len(told(resident, "case-unclaimed")) == 1


def test_a_result_that_was_fetched_is_not_asked_for(
    submit: Callable[[], Case], clerk: User, approver: User, resident: User
) -> None:
    case = submit()
    actions.accept_case(by=clerk, number=case.number)
    actions.decide_case(by=approver, number=case.number, outcome="granted")
    actions.deliver_case(by=clerk, number=case.number, how="counter")
    with clock.moved_to(at(7, month=12)):
        assert jobs.remind() == 0


def test_handlers_hear_of_an_unanswered_application_on_day_three_and_both_on_day_five(
    submit: Callable[[], Case], handler: User, approver: User
) -> None:
    case = submit()
    for day, heard in ((26, (0, 0)), (27, (1, 0)), (30, (1, 0))):
        with clock.moved_to(at(day)):
            jobs.remind()
        found = len(told(handler, "desk-unanswered")), len(told(approver, "desk-unanswered"))
        assert found == heard, day
    with clock.moved_to(at(1, month=12)):
        assert jobs.remind() == 1
        assert jobs.remind() == 0
    assert len(told(handler, "desk-unanswered")) == 2
    (letter,) = told(approver, "desk-unanswered")
    assert letter.variables == {"number": case.number, "day": "5", "by_on": "2026年12月1日"}
    assert letter.url == f"/desk/cases/{case.number}/"


def test_the_morning_digest_goes_once_from_eight_on_a_working_day(
    submit: Callable[[], Case], handler: User
) -> None:
    submit()
    with clock.moved_to(at(27, hour=7)):
        assert jobs.send_digests() == 0
    with clock.moved_to(at(28)):
        assert jobs.send_digests() == 0  # a Saturday
    with clock.moved_to(at(27, hour=8)):
        assert jobs.send_digests() == 1
        assert jobs.send_digests() == 0
    (letter,) = told(handler, "desk-digest")
    assert letter.variables == {"red": "0", "amber": "1", "waiting": "1"}
    assert (letter.channel, letter.url) == ("page", "/desk/late/")


def test_a_week_without_worker_ends_in_one_digest(
    submit: Callable[[], Case], clerk: User, handler: User, approver: User, leader: User
) -> None:
    case = submit()
    actions.accept_case(by=clerk, number=case.number)  # due on the first of December
    with clock.moved_to(at(25)):
        jobs.send_digests()
    before = Letter.objects.filter(template="desk-digest").count()
    with clock.moved_to(at(9, month=12)):
        jobs.send_digests()
        jobs.send_digests()
    assert Letter.objects.filter(template="desk-digest").count() == before + 3


def test_what_is_late_climbs_to_the_approver_and_then_to_the_leader(
    submit: Callable[[], Case],
    clerk: User,
    handler: User,
    approver: User,
    leader: User,
    supervisor: User,
) -> None:
    case = submit()
    actions.accept_case(by=clerk, number=case.number)  # due on Tuesday, the first of December
    red = {}
    for day in (2, 3, 4, 7):
        with clock.moved_to(at(day, month=12)):
            red[day] = {user.login: tally.red for user, tally in queries.tallies(clock.today())}
    assert red[2] == {"handler": 1}
    assert red[3] == {"handler": 1, "approver": 1}
    assert red[4] == {"handler": 1, "approver": 1}
    assert red[7] == {"handler": 1, "approver": 1, "leader": 1, "supervisor": 1}


def test_a_deputy_hears_it_too(submit: Callable[[], Case], handler: User, stranger: User) -> None:
    RoleGrant.objects.create(
        user=stranger,
        role=Role.HANDLER,
        organisation=handler.organisations()[0],
        instead_of=handler,
        since=date(2026, 11, 26),
        until=date(2026, 11, 30),
    )
    submit()
    with clock.moved_to(at(27)):
        jobs.remind()
        jobs.send_digests()
    assert len(told(stranger, "desk-unanswered")) == 1
    assert len(told(stranger, "desk-digest")) == 1


def test_whoever_asked_for_mail_gets_the_digest_there_and_on_the_page(
    submit: Callable[[], Case], handler: User
) -> None:
    choose_ways(by=handler, is_sms_wanted=True, mail="handler@county.example")
    submit()
    with clock.moved_to(at(27)):
        assert jobs.send_digests() == 1
    (letter,) = told(handler, "desk-digest")
    assert (letter.channel, letter.address) == ("mail", "handler@county.example")


def test_one_case_that_fails_keeps_no_other_from_being_reminded(
    submit: Callable[[], Case], handler: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, good = submit(), submit()
    real = steps.remind

    def remind(occasion: steps.Occasion, *, number: str) -> bool:
        if number == broken.number:
            raise OSError
        return real(occasion, number=number)

    monkeypatch.setattr(steps, "remind", remind)
    with clock.moved_to(at(27)):
        assert jobs.remind() == 1
    assert [letter.subject for letter in told(handler, "desk-unanswered")] == [good.number]


def test_what_fails_midway_leaves_neither_message_nor_mark(
    submit: Callable[[], Case], handler: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit()

    def fall(**more: object) -> None:
        raise OSError(more)

    monkeypatch.setattr("zhujian.cases.steps.reminding.tell", fall)
    with clock.moved_to(at(27)):
        assert jobs.remind() == 0
    assert not Reminder.objects.exists()
    assert told(handler, "desk-unanswered") == []


def test_only_the_timer_reminds(submit: Callable[[], Case], handler: User) -> None:
    case = submit()
    with pytest.raises(Refused) as refused:
        actions.remind_of_case(by=handler, occasion=steps.OCCASIONS[0], number=case.number)
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        actions.send_digest(by=handler, user=handler, tally=queries.Tally(red=1), on=clock.today())
    assert refused.value.status == 403
    assert (
        actions.remind_of_case(by=TIMER, occasion=steps.OCCASIONS[0], number=case.number) is False
    )


def test_reminders_are_forgotten_after_a_year(submit: Callable[[], Case], handler: User) -> None:
    submit()
    with clock.moved_to(at(27)):
        jobs.remind()
    assert jobs.forget_reminders() == 0
    with clock.moved_to(NOW + timedelta(days=400)):
        assert jobs.forget_reminders() == 1


def test_what_is_over_by_more_than_so_many_working_days() -> None:
    monday = date(2026, 12, 7)
    assert over_since(monday, more_than=0) == date(2026, 12, 6)
    assert over_since(monday, more_than=1) == date(2026, 12, 3)
    assert over_since(monday, more_than=3) == date(2026, 12, 1)


def test_whoever_promised_a_material_is_reminded_two_working_days_before_it(
    item: Item, resident: User
) -> None:
    case = actions.submit_case(
        by=resident,
        item_code=item.code,
        form=FILLED,
        materials=[id_card()],
        pledges=[later()],
    )
    assert case.materials_by_on == date(2026, 12, 8)
    with clock.moved_to(at(3, month=12)):
        jobs.remind()
        assert told(resident, "case-promised-soon") == []
    with clock.moved_to(at(4, month=12)):
        jobs.remind()
        jobs.remind()
    (letter,) = told(resident, "case-promised-soon")
    assert letter.variables == {"number": case.number, "by_on": "2026年12月8日"}
    assert steps.lost_point(case.number, "case-promised-soon") == ""
    Case.objects.filter(pk=case.pk).update(materials_by_on=None)
    assert steps.lost_point(case.number, "case-promised-soon") != ""
