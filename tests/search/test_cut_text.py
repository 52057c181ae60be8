"""How text is made alike and cut into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhujian.search import pinyin
from zhujian.search.cutting import Cutter, grams
from zhujian.search.matching import prepare_word, share_of_word
from zhujian.search.normalise import compact, fold_in_place, normalise
from zhujian.search.ranking import is_one_edit
from zhujian.search.reader import stored_name


def test_a_local_word_stays_whole() -> None:
    assert "好差评" not in Cutter().cut("好差评制度")
    assert "好差评" in Cutter(["好差评"]).cut("好差评制度")


def test_words_inside_words_are_indexed() -> None:
    assert {"养老", "保险", "养老保险"} <= set(Cutter().cut_finely("养老保险"))


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("戶口簿補領", "户口簿补领"),
        ("食品（含保健食品）经营", "食品 含保健食品 经营"),
        ("  低保——怎么办？ ", "低保 怎么办"),
    ],
)
def test_width_case_script_and_punctuation_are_made_alike(text: str, alike: str) -> None:
    assert normalise(text) == alike


@given(st.text(max_size=60))
def test_making_alike_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert compact(compact(text)) == compact(text)


@given(st.text(max_size=60))
def test_folding_in_place_moves_no_character(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "spelled"),
    [("行政许可", "xingzhengxuke"), ("银行", "yinhang"), ("重庆", "chongqing"), ("女", "nv")],
)
def test_many_voiced_characters_are_read_as_in_their_word(word: str, spelled: str) -> None:
    assert pinyin.spelled((word,))[0] == spelled


def test_every_run_of_words_has_its_initials() -> None:
    assert {"shbzk", "bzk", "sh", "shbzkgs"} <= pinyin.terms(["社会", "保障", "卡", "挂失"])


def test_grams_stay_inside_a_chunk() -> None:
    assert grams("甲乙 丙") == ("甲", "乙", "甲乙", "丙")


@pytest.mark.parametrize(
    ("left", "right", "is_near"),
    [
        ("shbk", "shbzk", True),
        ("shbzk", "shbk", True),
        ("shbzk", "shbzx", True),
        ("shbk", "shbk", True),
        ("", "a", True),
        ("shbk", "shbzzk", False),
        ("abcd", "abdc", False),
    ],
)
def test_one_edit_is_an_insertion_a_deletion_or_a_replacement(
    left: str, right: str, is_near: bool
) -> None:
    assert is_one_edit(left, right) is is_near


def test_an_abbreviation_stands_for_its_words() -> None:
    name = stored_name("危险废物经营许可", ["危险", "废物", "经营", "许可"])
    assert share_of_word(prepare_word("危废", 1.0, ()), name) > 0.5
    assert share_of_word(prepare_word("废危", 1.0, ()), name) < 0.5
