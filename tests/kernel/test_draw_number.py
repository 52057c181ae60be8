"""Numbers: drawn, parsed from sloppy typing, found; mistyping is caught."""

import importlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from zhujian.kernel import clock
from zhujian.kernel.numbers import (
    NumberKind,
    check_character,
    draw,
    find,
    kind_of,
    kinds,
    parse,
    register_kind,
)
from zhujian.kernel.numbers.models import Number
from zhujian.kernel.numbers.rules import (
    ALPHABET,
    CROCKFORD,
    NEVER_DEALT,
    READ_AS,
    dashed,
    is_dealable,
)
from zhujian.kernel.numbers.steps import dealt_from
from zhujian.kernel.refusals import Refused

LETTERS = ["BJ", "YJ", "ZX", "YS", "YY", "PH", "RX", "KF", "DB", "ZJ", "TZ"]


def dealt_by(seed: int) -> str:
    """Return a number as it would be handed out, without dashes."""
    chance = random.Random(seed)
    on = date(2004, 1, 1) + timedelta(days=chance.randrange(35_000))
    while True:
        body = f"{chance.choice(LETTERS)}{on:%Y%m%d}"
        body += "".join(chance.choice(CROCKFORD) for _ in range(6))
        whole = body + check_character(body)
        if is_dealable(whole):
            return whole


def dealt() -> st.SearchStrategy[str]:
    """Return numbers as they would be handed out."""
    return st.integers(0, 2**32).map(dealt_by)


def sloppily(character: str, chance: random.Random) -> str:
    """Return a character as somebody in a hurry types it."""
    if character == "0":
        typed = chance.choice("0Oo０Ｏ")
    elif character == "1":
        typed = chance.choice("1IiLl１")
    else:
        typed = chance.choice([character, character.lower(), chr(ord(character) + 0xFEE0)])
    return typed + chance.choice(["", "", "", "-", " ", "—", "　"])


@pytest.fixture
def _kind() -> Iterator[None]:
    registry = importlib.import_module("zhujian.kernel.numbers.kinds")._kinds
    before = dict(registry)
    register_kind(NumberKind("QQ", "试验", "kernel", "trial"))
    yield
    registry.clear()
    registry.update(before)


def test_the_check_character_of_the_contract_is_right() -> None:
    assert check_character("BJ202611247K3M9Q") == "G"
    assert parse("BJ20261124-7K3M9Q-G") == "BJ20261124-7K3M9Q-G"


@given(dealt(), st.randoms(use_true_random=False))
def test_sloppy_typing_is_understood(whole: str, chance: random.Random) -> None:
    sloppy = [sloppily(character, chance) for character in whole]

    assert parse("  " + "".join(sloppy) + "\n") == dashed(whole)


@given(dealt(), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(whole: str, at: int, other: str) -> None:
    if other.translate(READ_AS) == whole[at]:
        return
    wrong = whole[:at] + other + whole[at + 1 :]

    with pytest.raises(Refused) as caught:
        parse(wrong)
    assert (caught.value.code, caught.value.status) == ("number_check", 422)


@given(dealt(), st.integers(9, 15))
def test_two_swapped_neighbours_are_caught_from_the_random_part_on(whole: str, at: int) -> None:
    swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    if swapped == whole:
        return

    with pytest.raises(Refused, match="编号有误"):
        parse(swapped)


@pytest.mark.parametrize(
    "text",
    ["", "BJ", "你好", "BJ20261124-7K3M9Q", "BJ20261124-7K3M9Q-H", "BJ20261324-7K3M9Q-G",
     "12345678901234567", "BJ20261124-7K3M9U-G", "B" * 5000, "'; drop table"],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(text)
    assert caught.value.code == "number_check"
    assert "请逐个字符核对" in caught.value.text


@pytest.mark.django_db
@pytest.mark.usefixtures("_kind")
def test_a_drawn_number_is_kept_dated_and_well_formed() -> None:
    with clock.moved_to(datetime(2026, 11, 23, 16, 30, tzinfo=UTC)):  # the 24th in China
        number = draw("QQ")

    assert number.startswith("QQ20261124-")
    assert parse(number) == number
    assert not set(number[11:17] + number[18]) & NEVER_DEALT
    assert find(number.lower().replace("-", "")).kind.title == "试验"


@pytest.mark.django_db
@pytest.mark.usefixtures("_kind")
def test_a_number_dealt_before_is_drawn_again() -> None:
    with dealt_from(random.Random(7)):
        first = draw("QQ", on=date(2026, 1, 5))
    with dealt_from(random.Random(7)), transaction.atomic():
        second = draw("QQ", on=date(2026, 1, 5))

    assert first != second
    assert Number.objects.count() == 2


@pytest.mark.django_db
def test_a_well_formed_number_that_was_never_dealt_is_not_found() -> None:
    with pytest.raises(Refused) as caught:
        find("BJ20261124-7K3M9Q-G")
    assert caught.value.status == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("_kind")
def test_kinds_are_registered_once_and_unknown_ones_refused() -> None:
    register_kind(NumberKind("QQ", "试验", "kernel", "trial"))
    with pytest.raises(ValueError, match="already"):
        register_kind(NumberKind("QQ", "另一种", "kernel", "other"))
    with pytest.raises(ValueError, match="two capital letters"):
        register_kind(NumberKind("LO", "不行", "kernel", "bad"))
    assert kind_of("QQ") in kinds()
    with pytest.raises(Refused) as caught:
        draw("QX")
    assert caught.value.status == 404
