"""The table of counts: every forward count of the catalogue of rules, and its refusals."""

from datetime import date

import pytest

from zhujian.kernel.actors import OPERATOR, SystemActor
from zhujian.kernel.calendar.rules import CalendarView
from zhujian.kernel.calendar.seed import shipped_calendar
from zhujian.kernel.deadlines.actions import set_count
from zhujian.kernel.deadlines.counts import COUNTS, WITHOUT_COUNT, count, counts_of
from zhujian.kernel.deadlines.models import CountSetting
from zhujian.kernel.deadlines.queries import answer, counts_as_set
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.journal import Line
from zhujian.kernel.refusals import Refused

W, D, M = Unit.WORKDAY, Unit.DAY, Unit.MONTH

# Each forward count of DOMAIN §12 and of the sections its rows cite; the first is the default.
EXPECTED = {
    "PUB-01": [("publish", 20, W)],
    "PUB-02": [("publish", 7, W)],
    "PUB-03": [("withdraw", 3, W)],
    "PUB-04": [("publish", 20, D)],
    "GUI-01": [("verify", 12, M)],
    "FOI-01": [("confirm", 1, W)],
    "FOI-02": [("correction", 7, W)],
    "FOI-03": [("reply", 20, W), ("extended", 40, W)],
    "FOI-04": [("extension", 20, W)],
    "FOI-05": [("third-party", 15, W), ("co-agency", 15, W)],
    "FOI-07": [("payment", 20, W)],
    "DOC-01": [("publish", 20, W)],
    "DOC-02": [("interpretation", 3, W)],
    "DOC-04": [("consultation", 30, D)],
    "WEB-01": [("home", 14, D)],
    "WEB-02": [("news", 14, D), ("notices", 6, M)],
    "WEB-04": [("veto", 3, M), ("simple", 5, W), ("ordinary", 10, W), ("complex", 15, W)],
    "SVC-04": [("notice", 5, W), ("deemed", 6, W), ("reminder", 2, W)],
    "SVC-05": [
        ("decision", 20, W),
        ("extended", 30, W),
        ("joint", 45, W),
        ("joint-extended", 60, W),
        ("delivery", 10, W),
        ("amber", 3, W),
        ("unclaimed", 5, W),
    ],
    "EVA-02": [("rectification", 15, W)],
    "HOT-01": [
        ("consult", 3, W),
        ("help", 7, W),
        ("suggestion", 7, W),
        ("complaint", 15, W),
        ("report", 15, W),
    ],
    "OPN-01": [("feedback", 10, W)],
}
SETTINGS = {
    ("GUI-01", "verify"),
    ("FOI-01", "confirm"),
    ("WEB-04", "simple"),
    ("WEB-04", "ordinary"),
    ("WEB-04", "complex"),
    ("SVC-04", "reminder"),
    ("SVC-05", "amber"),
    ("SVC-05", "unclaimed"),
    ("SVC-08", "supply"),
    ("SVC-08", "longest"),
    ("EVA-02", "rectification"),
    ("OPN-01", "feedback"),
    *(("HOT-01", of) for of, _, _ in EXPECTED["HOT-01"]),
}
ALL_RULES = (
    [f"PUB-{n:02d}" for n in range(1, 8)]
    + ["GUI-01", "CAT-01"]
    + [f"FOI-{n:02d}" for n in range(1, 9)]
    + ["RPT-01", "RPT-02"]
    + [f"DOC-{n:02d}" for n in range(1, 5)]
    + [f"WEB-{n:02d}" for n in range(1, 7)]
    + [f"SVC-{n:02d}" for n in range(1, 9)]
    + ["EVA-01", "EVA-02", "EVA-03", "HOT-01", "HOT-02", "OPN-01", "SEC-01", "A11Y-01"]
)


@pytest.mark.parametrize("rule", list(EXPECTED))
def test_the_table_holds_every_forward_count_of_the_rule(rule: str) -> None:
    assert [(one.of, one.n, one.unit) for one in counts_of(rule)] == EXPECTED[rule]


def test_every_rule_of_the_catalogue_either_counts_or_says_why_not() -> None:
    counting = {one.rule for one in COUNTS}

    assert counting | set(WITHOUT_COUNT) == set(ALL_RULES)
    assert counting & set(WITHOUT_COUNT) == set()


def test_what_is_law_is_no_setting_and_what_is_local_is_one() -> None:
    assert {(one.rule, one.of) for one in COUNTS if one.is_setting} == SETTINGS


@pytest.mark.parametrize("rule", ["RPT-01", "SVC-07", "WEB-03", "DOC-03"])
def test_a_backward_or_fixed_rule_is_refused_with_the_reason(rule: str) -> None:
    with pytest.raises(Refused) as caught:
        counts_of(rule)

    assert caught.value.code == "rule_without_count"
    assert caught.value.status == 422
    assert "没有向后推算的天数" in caught.value.text


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        counts_of("ABC-99")

    assert (caught.value.code, caught.value.fields[0].field) == ("rule_unknown", "rule")


@pytest.mark.django_db
def test_an_unknown_count_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(Refused) as caught:
        count("SVC-05", "tomorrow")

    assert caught.value.code == "of_unknown"
    assert "decision、extended、joint、joint-extended、delivery" in caught.value.text


@pytest.mark.django_db
def test_the_answer_holds_rule_start_date_reasons_and_calendar() -> None:
    found = answer("FOI-03", date(2026, 2, 10))

    assert found["rule"] == "FOI-03"
    assert found["start"] == "2026-02-10"
    assert found["due_on"] == "2026-03-16"
    assert found["calendar"] == "2026-1"
    assert "2月15日至23日春节放假不计" in found["due_why"]


@pytest.mark.django_db
def test_the_answer_takes_the_count_that_is_named() -> None:
    assert answer("SVC-05", date(2025, 4, 25), "extended")["due_on"] == "2025-06-11"


@pytest.mark.django_db
def test_a_setting_changes_the_count_and_is_journalled() -> None:
    set_count(by=OPERATOR, rule="EVA-02", of="rectification", n=5)

    assert count("EVA-02").n == 5
    assert answer("EVA-02", date(2025, 3, 3))["due_on"] == "2025-03-10"
    assert next(one for one in counts_as_set() if one.rule == "EVA-02").n == 5
    assert Line.objects.get().verb == "deadline.set-count"


@pytest.mark.django_db
def test_a_setting_may_change_the_unit() -> None:
    set_count(by=OPERATOR, rule="EVA-02", of="rectification", n=15, unit=Unit.DAY)

    assert answer("EVA-02", date(2025, 3, 3))["due_on"] == "2025-03-18"


@pytest.mark.django_db
def test_the_same_setting_again_leaves_no_trace() -> None:
    set_count(by=OPERATOR, rule="EVA-02", of="rectification", n=15)

    assert not CountSetting.objects.exists()
    assert not Line.objects.exists()


@pytest.mark.django_db
def test_a_count_of_the_law_cannot_be_set() -> None:
    with pytest.raises(Refused) as caught:
        set_count(by=OPERATOR, rule="FOI-03", of="reply", n=60)

    assert caught.value.code == "count_is_law"
    assert not CountSetting.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("n", [0, 401])
def test_a_count_out_of_range_is_refused(n: int) -> None:
    with pytest.raises(Refused) as caught:
        set_count(by=OPERATOR, rule="EVA-02", of="rectification", n=n)

    assert caught.value.code == "count_range"


@pytest.mark.django_db
def test_somebody_without_the_duty_cannot_set_a_count() -> None:
    with pytest.raises(Refused) as caught:
        set_count(by=SystemActor("user:stranger"), rule="EVA-02", of="rectification", n=5)

    assert caught.value.status == 403
    assert not CountSetting.objects.exists()


def test_the_shipped_calendar_is_one_value() -> None:
    assert isinstance(shipped_calendar(), CalendarView)
    assert shipped_calendar() is shipped_calendar()
