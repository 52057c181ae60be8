"""Numbers of persons, names of offices, limits of tries: arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhujian.people import rules
from zhujian.people.rules import Limit, Tally, counted, seconds_shut

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["510683180001010011", "５１０６８３１８０００１０１００１１", " 510683 18000101 0011 "]
)
def test_an_id_number_born_in_1800_is_taken_however_it_is_typed(text):
    normal = rules.normalise_id_number(text)
    assert normal == "510683180001010011"
    assert rules.id_number_problem(normal) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请填写"),
        ("51068318000101001", "17位"),
        ("510683180001010012", "校验"),
        ("510683180002300013", "出生日期"),
        ("510683A80001010011", "17位数字"),
        ("510683170001010011", "出生日期"),
    ],
)
def test_a_wrong_id_number_is_told_where_it_is_wrong(text, said):
    assert said in rules.id_number_problem(rules.normalise_id_number(text))


def test_a_small_or_full_width_x_counts():
    assert rules.normalise_id_number("51068318000101002ｘ") == "51068318000101002X"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-", "　"]))
def test_every_mobile_number_survives_blanks_and_full_width(phone, gap):
    full_width = phone.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    typed = f"+86{gap}{full_width[:3]}{gap}{full_width[3:]}"
    assert rules.normalise_phone(typed) == phone
    assert rules.phone_problem(phone) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(text):
    for normalise, problem in (
        (rules.normalise_phone, rules.phone_problem),
        (rules.normalise_id_number, rules.id_number_problem),
    ):
        said = problem(normalise(text))
        assert said is None or said.endswith("。")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("区人社局", "人社局"),
        ("广安区税务局", "税务局"),
        ("绵竹市教育局", "教育局"),
        ("市场监督管理局", "市场监督管理局"),
        ("绵竹市市场监督管理局", "市场监督管理局"),
        ("市市监局", "市监局"),
        ("县域医疗中心", "县域医疗中心"),
        ("教育局", "教育局"),
        ("市民政局", "民政局"),
        ("市政园林局", "市政园林局"),
        ("区城市管理局", "城市管理局"),
        ("广安市广安区医疗保障局", "医疗保障局"),
        ("四川省德阳市绵竹市民政局", "民政局"),
        ("广安市公安局广安区分局", "公安局"),
        ("市自然资源和规划局广安区分局", "自然资源和规划局"),
    ],
)
def test_the_county_is_taken_off_the_name_of_an_office(text, bare):
    assert rules.bare_names(text)[-1] == bare


def test_three_duties_never_meet_in_one_person():
    assert rules.separation_problem(["admin", "clerk"]) is None
    assert "安全管理员、审计员" in rules.separation_problem(["audit", "security", "clerk"])


LIMIT = Limit(3, timedelta(minutes=10), timedelta(minutes=5))


def test_a_door_shuts_at_the_limit_and_opens_again():
    tally = Tally(0, NOON, None)
    for _ in range(2):
        tally = counted(LIMIT, tally, at=NOON)
    assert seconds_shut(tally, at=NOON) == 0
    tally = counted(LIMIT, tally, at=NOON)
    assert seconds_shut(tally, at=NOON) == 300
    assert seconds_shut(tally, at=NOON + timedelta(minutes=5)) == 0
    again = counted(LIMIT, tally, at=NOON + timedelta(minutes=5))
    assert again == Tally(1, NOON + timedelta(minutes=5), None)


def test_tries_far_apart_never_add_up():
    tally = Tally(0, NOON, None)
    for number in range(50):
        tally = counted(LIMIT, tally, at=NOON + timedelta(minutes=6 * number))
    assert tally.locked_until is None


@pytest.mark.parametrize("name", ["1", "王1", "王\n明", "王" * 41])
def test_a_name_has_no_digits_no_line_breaks_and_is_not_endless(name):
    assert rules.name_problem(name) is not None


@pytest.mark.parametrize("login", ["", "A", "a", "1a", "a b", "王", "a" * 41])
def test_a_login_name_is_small_letters_digits_and_dashes(login):
    assert rules.login_problem(login) is not None
