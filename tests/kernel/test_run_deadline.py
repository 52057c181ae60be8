"""Deadlines of a subject: opened, paused, resumed, extended, closed."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from zhujian.kernel.deadlines import holders
from zhujian.kernel.deadlines.models import Deadline, Extension, Pause
from zhujian.kernel.deadlines.queries import current_due, deadlines_of, revisions_of
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.deadlines.steps import (
    close_all,
    close_deadline,
    extend,
    open_deadline,
    pause,
    register_holder,
    resume,
)
from zhujian.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
SUBJECT = "QQ20250303-7K3M9Q-G"


@pytest.fixture
def copies() -> Iterator[dict[str, date]]:
    """What a holder was told."""
    kept: dict[str, date] = {}
    register_holder("QQ", kept.__setitem__)
    yield kept
    holders._holders.pop("QQ")


def opened(**more: object) -> Deadline:
    return open_deadline(
        **{"subject": SUBJECT, "rule": "FOI-03", "start": date(2025, 3, 3), **more}
    )


def test_opening_computes_the_date_and_tells_the_holder(copies: dict[str, date]) -> None:
    row = opened()

    assert row.due_on == date(2025, 3, 31)
    assert row.of == "reply"
    assert copies == {SUBJECT: date(2025, 3, 31)}
    assert current_due(SUBJECT).why == row.due_why


def test_promised_days_replace_those_of_the_rule_and_the_reasons_name_both() -> None:
    opened(rule="SVC-05")
    opened(rule="SVC-05", of="promised", n=5, unit=Unit.WORKDAY, title="承诺办结期限", legal="")

    found = current_due(SUBJECT)

    assert found.on == date(2025, 3, 10)
    assert found.why.startswith("承诺办结期限：自2025年3月3日受理之次日起5个工作日")
    assert found.why.endswith("法定办结期限为2025年3月31日。")


def test_pausing_projects_and_resuming_settles_the_date(copies: dict[str, date]) -> None:
    opened()
    pause(subject=SUBJECT, on=date(2025, 3, 10), reason="征求第三方意见", until=date(2025, 3, 28))
    projected = current_due(SUBJECT)
    resume(subject=SUBJECT, on=date(2025, 3, 21))

    assert projected.is_projected
    assert projected.on == date(2025, 4, 21)
    assert not current_due(SUBJECT).is_projected
    assert copies[SUBJECT] == date(2025, 4, 14)


def test_nothing_is_edited_each_change_is_another_revision() -> None:
    opened()
    pause(subject=SUBJECT, on=date(2025, 3, 10), reason="听证")
    resume(subject=SUBJECT, on=date(2025, 3, 21))
    extend(subject=SUBJECT, days=10, on=date(2025, 3, 24), reason="案情复杂")
    close_deadline(subject=SUBJECT, rule="FOI-03")

    rows = list(revisions_of(SUBJECT))
    assert [row.cause for row in rows] == ["opened", "paused", "resumed", "extended", "closed"]
    assert [row.revision for row in rows] == [1, 2, 3, 4, 5]
    assert [row.due_on.isoformat() for row in rows] == [
        "2025-03-31",
        "2025-03-31",
        "2025-04-14",
        "2025-04-27",
        "2025-04-27",
    ]
    assert [row.is_current for row in rows] == [False, False, False, False, True]
    assert not rows[-1].is_running
    assert Pause.objects.filter(is_current=True, ends_on=date(2025, 3, 21)).count() == 1
    assert Pause.objects.filter(is_current=False, ends_on=None).count() == 1


def test_a_second_pause_while_one_is_open_is_refused() -> None:
    opened()
    pause(subject=SUBJECT, on=date(2025, 3, 10), reason="听证")

    with pytest.raises(Refused) as caught:
        pause(subject=SUBJECT, on=date(2025, 3, 11), reason="检测")

    assert (caught.value.code, caught.value.status) == ("already_paused", 409)
    assert Pause.objects.count() == 1


def test_resuming_what_is_not_paused_is_refused() -> None:
    opened()

    with pytest.raises(Refused) as caught:
        resume(subject=SUBJECT, on=date(2025, 3, 11))

    assert caught.value.code == "not_paused"


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    opened()

    with pytest.raises(Refused) as caught:
        pause(subject=SUBJECT, on=date(2025, 3, 10), reason="听证", until=date(2025, 3, 9))
    assert caught.value.code == "pause_order"

    pause(subject=SUBJECT, on=date(2025, 3, 10), reason="听证")
    with pytest.raises(Refused) as caught:
        resume(subject=SUBJECT, on=date(2025, 3, 9))
    assert caught.value.code == "pause_order"


def test_an_extension_on_the_due_day_is_in_time_and_a_day_later_is_not() -> None:
    opened()
    with pytest.raises(Refused) as caught:
        extend(subject=SUBJECT, days=20, on=date(2025, 4, 1))
    assert (caught.value.code, caught.value.status) == ("extension_late", 409)
    assert not Extension.objects.exists()

    extend(subject=SUBJECT, days=20, on=date(2025, 3, 31))
    assert current_due(SUBJECT).on == date(2025, 4, 28)


def test_only_the_named_rule_is_paused_or_extended() -> None:
    opened()
    opened(rule="FOI-02")
    pause(subject=SUBJECT, on=date(2025, 3, 5), reason="听证", rule="FOI-03")

    by_rule = {row.rule: row for row in deadlines_of(SUBJECT)}
    assert by_rule["FOI-03"].cause == "paused"
    assert by_rule["FOI-02"].cause == "opened"


def test_opening_again_starts_a_new_period_without_the_old_pauses() -> None:
    opened()
    pause(subject=SUBJECT, on=date(2025, 3, 4), reason="听证", until=date(2025, 3, 20))
    opened(start=date(2025, 3, 10))

    (row,) = deadlines_of(SUBJECT)
    assert row.due_on == date(2025, 4, 8)
    assert not row.is_projected


def test_closing_all_leaves_nothing_running() -> None:
    opened()
    opened(rule="FOI-02")
    close_all(subject=SUBJECT)

    assert current_due(SUBJECT) is None
    with pytest.raises(Refused) as caught:
        extend(subject=SUBJECT, days=1, on=date(2025, 3, 4))
    assert caught.value.code == "no_deadline"


def test_a_failed_action_leaves_no_deadline_behind() -> None:
    @transaction.atomic
    def fail_halfway() -> None:
        opened()
        opened(rule="FOI-02", start=date(2030, 1, 1))

    with pytest.raises(Refused, match="不在节假日表的范围内"):
        fail_halfway()

    assert not Deadline.objects.exists()
