"""EVA-01, EVA-03 and shares: arithmetic."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhujian.ratings import rules
from zhujian.ratings.options import LEVELS, OPTIONS, RETIRED, options_of


def test_eva_01_two_stars_with_a_reason_of_three_are_refused():
    (problem,) = rules.rating_problems(2, ["313"], "")
    assert problem.field == "options.0"
    assert "属于3星，您选的是2星" in problem.reason


@pytest.mark.parametrize("stars", [0, 6, -1, "5", True, None, 2.0])
def test_eva_01_stars_are_a_whole_number_from_one_to_five(stars):
    (problem,) = rules.rating_problems(stars, [], "")
    assert problem.field == "stars"


@pytest.mark.parametrize(
    ("options", "field", "said"),
    [
        ("510", "options", "列表"),
        ([510], "options.0", "三位数字"),
        (["999"], "options.0", "没有"),
        (["501"], "options.0", "已停用"),
        (["510", "510"], "options.1", "重复"),
        (["510", "511", "407"], "options.2", "属于4星"),
        ([None], "options.0", "三位数字"),
    ],
)
def test_eva_01_each_wrong_reason_is_told_by_its_place(options, field, said):
    (problem,) = rules.rating_problems(5, options, "")
    assert problem.field == field
    assert said in problem.reason


def test_eva_01_a_text_has_at_most_150_characters():
    assert rules.rating_problems(5, [], "好" * 150) == ()
    (problem,) = rules.rating_problems(5, [], "好" * 151)
    assert (problem.field, "151" in problem.reason) == ("text", True)
    (problem,) = rules.rating_problems(5, [], None)
    assert problem.field == "text"


@pytest.mark.parametrize("stars", LEVELS)
def test_eva_01_every_reason_in_force_fits_its_level(stars):
    assert rules.rating_problems(stars, list(options_of(stars)), "") == ()
    assert len(options_of(stars)) == 8


def test_the_table_of_reasons_has_forty_in_force_and_the_older_codes_retired():
    assert len(OPTIONS) == 40
    assert not RETIRED & set(OPTIONS)
    assert {"101", "107", "201", "206", "301", "306", "401", "405", "501", "509"} <= RETIRED
    assert {"108", "207", "307", "406", "510"} <= set(OPTIONS)


@pytest.mark.parametrize(("stars", "code"), [(5, 1), (4, 2), (3, 3), (2, 4), (1, 5)])
def test_eva_03_the_standard_counts_the_other_way(stars, code):
    assert rules.satisfaction_code(stars) == code
    assert rules.stars_of(code) == stars


def test_eva_03_what_is_no_level_is_not_exchanged():
    with pytest.raises(ValueError, match="no number of stars"):
        rules.satisfaction_code(0)


def test_no_sample_gives_no_rate():
    empty = rules.Summary({}, {}, offered=0, answered=0)
    assert empty.sample == 0
    assert empty.satisfaction is empty.interval is empty.bad_rate is empty.response_rate is None


def test_defaults_stand_apart_and_move_no_rate():
    found = rules.Summary({5: 1, 1: 1}, {4: 98}, offered=100, answered=2)
    assert found.sample == 2
    assert found.satisfaction == 0.5
    assert found.bad_rate == 0.5
    assert found.response_rate == 0.02
    assert found.default[4] == 98


def test_wilsons_interval_agrees_with_known_values():
    low, high = rules.wilson(81, 263)
    assert math.isclose(low, 0.2553, abs_tol=1e-4)
    assert math.isclose(high, 0.3662, abs_tol=1e-4)
    assert rules.wilson(1, 1)[0] < 0.21
    assert rules.wilson(1, 1)[1] == 1.0


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_zero_and_one(pair):
    part, whole = pair
    low, high = rules.wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1


@given(
    st.one_of(st.integers(), st.text(), st.none()),
    st.one_of(st.lists(st.one_of(st.text(max_size=4), st.integers())), st.text(), st.none()),
    st.one_of(st.text(), st.none(), st.integers()),
)
def test_whatever_comes_in_gets_an_answer(stars, options, text):
    for problem in rules.rating_problems(stars, options, text):
        assert problem.reason.endswith("。")
