"""Finding and masking personal data."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhujian.kernel import privacy
from zhujian.kernel.privacy import detect, mask_text

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
GAPS = st.sampled_from(["", " ", "-", "\u3000", "－", " - ", "\u200b", "–"])
AROUND = st.text(st.characters(codec="utf-8", categories=("Lo", "Po")), max_size=6)


def id_number(area: str, born: date, order: str) -> str:
    """Return a well-formed ID number."""
    body = f"{area}{born:%Y%m%d}{order}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


def card_number(body: str) -> str:
    """Return `body` with Luhn's check digit."""
    total = sum(
        sum(divmod(int(d) * 2, 10)) if place % 2 == 0 else int(d)
        for place, d in enumerate(reversed(body))
    )
    return f"{body}{-total % 10}"


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """ID numbers born between 1800 and 2099."""
    born = date(1800, 1, 1) + timedelta(days=draw(st.integers(0, 109_570)))
    area = draw(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True))
    return id_number(area, born, draw(st.from_regex(r"[0-9]{3}", fullmatch=True)))


PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
CARDS = st.from_regex(r"62[0-9]{13,16}", fullmatch=True).map(card_number)


@given(number=id_numbers(), before=AROUND, after=AROUND)
def test_every_id_number_is_found_in_every_dress(number: str, before: str, after: str) -> None:
    for dressed in (number, number.translate(FULL_WIDTH), number.lower()):
        (finding,) = detect(f"{before}{dressed}{after}")
        assert (finding.kind, finding.text) == ("id_card", dressed)


@given(number=id_numbers(), places=st.sets(st.integers(1, 17), max_size=4), gap=GAPS)
def test_an_id_number_broken_by_blanks_or_dashes_is_found(
    number: str, places: set[int], gap: str
) -> None:
    broken = "".join(gap + c if i in places else c for i, c in enumerate(number))

    assert [finding.kind for finding in detect(f"证件：{broken}。")] == ["id_card"]


@given(number=PHONES, places=st.sets(st.integers(5, 10), max_size=3), gap=GAPS)
def test_a_phone_broken_by_blanks_or_dashes_is_found(
    number: str, places: set[int], gap: str
) -> None:
    broken = "".join(gap + c if i in places else c for i, c in enumerate(number))

    assert [finding.kind for finding in detect(f"电话{broken}")] == ["phone"]


@given(number=CARDS, gap=GAPS)
def test_a_bank_card_written_in_fours_is_found(number: str, gap: str) -> None:
    broken = gap.join(number[at : at + 4] for at in range(0, len(number), 4))

    kinds = [finding.kind for finding in detect(f"卡号{broken}")]
    assert kinds == ["bank_card"] or (privacy.is_id_number(number) and kinds == ["id_card"])


@given(number=id_numbers() | PHONES | CARDS, digit=st.from_regex(r"[0-9]", fullmatch=True))
def test_nothing_is_found_inside_a_longer_run_of_digits(number: str, digit: str) -> None:
    run = digit * (34 - len(number)) + number.replace("X", "1") + digit

    assert detect(run) == []


@given(parts=st.lists(id_numbers() | PHONES | CARDS | AROUND, max_size=5))
def test_a_masked_text_holds_nothing_more_and_stays_as_it_is(parts: list[str]) -> None:
    masked = mask_text("，".join(parts))

    assert detect(masked) == []
    assert mask_text(masked) == masked
    assert len(masked) == len("，".join(parts))


@given(text=st.text(max_size=200))
def test_any_text_is_searched_and_findings_are_where_they_say(text: str) -> None:
    at = 0
    for finding in detect(text):
        assert text[finding.start : finding.end] == finding.text
        assert at <= finding.start < finding.end
        at = finding.end
    assert len(privacy.normalise_digits(text)) == len(text)


@given(number=id_numbers())
def test_the_birth_date_of_a_masked_id_number_is_always_hidden(number: str) -> None:
    assert mask_text(number)[6:14] == "********"
    assert privacy.mask_id(number) == f"{number[:6]}{'*' * 10}{number[-2:]}"


def test_the_vector_of_the_domain_is_found() -> None:
    (finding,) = detect("身份证510683180001010011。")

    assert (finding.kind, finding.start, finding.end) == ("id_card", 3, 21)


@pytest.mark.parametrize(
    "text",
    [
        "510683180001010012",  # check digit
        "510683180002300017",  # 30 February
        "510683670231001",  # 31 February
        "0838-6202345",
        "028-86123456 转 1234",
        "400-123-4567",
        "12345",
        "91110000101623741K",
        "911101066976941872",
        "12441500196720244T",
        "91350100M000100Y43",
        "12441500196720244T3442199806003",
        "511Z07001006-511602000000-000-11511301008778183N-1-00",
        "BJ20261124-7K3M9Q-G",
        "2021 2022 2023 2024",
        "1998 2003 123",
        "1998-2003-123",
        "5106 5200 4800 4900",
        "104.171234, 31.343210",
        "000014349/2017-00110",
        "20241124123456789",
    ],
)
def test_what_is_no_personal_number_is_left_alone(text: str) -> None:
    assert detect(text) == []
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812341234", "电话138****1234"),
        ("+86 138 1234 1234", "+86 138 **** 1234"),
        ("１３８１２３４１２３４", "１３８****１２３４"),
        ("510683670401001", "510683*******01"),
        ("6222021234567890128", "***************0128"),
        ("甲13812341234乙510683180001010011丙", "甲138****1234乙510683**********11丙"),
    ],
)
def test_masks_stand_where_the_number_stood(text: str, masked: str) -> None:
    assert mask_text(text) == masked


def test_an_office_phone_on_the_list_is_not_a_finding() -> None:
    assert detect("热线13912345678", allowed={"13912345678"}) == []


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张*"),
        ("欧阳娜娜", "欧阳*"),
        ("欧阳", "欧*"),
        ("", ""),
        ("李", "李*"),
    ],
)
def test_a_name_keeps_its_surname(name: str, masked: str) -> None:
    assert privacy.mask_name(name) == masked


def test_short_values_are_masked_whole() -> None:
    assert privacy.mask_phone("120") == "***"
    assert privacy.mask_card("12345678") == "****5678"
    assert privacy.mask_phone("13812341234") == "138****1234"


@pytest.mark.parametrize(
    ("code", "is_code"),
    [
        ("91110000101623741K", True),
        ("911101066976941872", True),
        ("12441500196720244T", True),
        ("91350100M000100Y43", True),
        ("91350100M000100Y4A", False),
        ("91350100M000100Y4", False),
    ],
)
def test_credit_codes_prove_themselves(code: str, is_code: bool) -> None:
    assert privacy.is_credit_code(code) is is_code


def test_real_service_items_hold_no_personal_data(shared_data: Path) -> None:
    with (shared_data / "service-items.csv").open(encoding="utf-8") as file:
        for row in csv.reader(file):
            assert detect(" , ".join(row)) == []
