"""What is offered while a person types."""

import time

import pytest

from tests.search.stage import Shelf, item
from zhujian.search import indexer
from zhujian.search.suggest import suggest


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("社会", "社会保障卡挂失"),
        ("低", "最低生活保障"),
        ("保障卡挂", "社会保障卡挂失"),
        ("低保", "最低生活保障"),
        ("shehuibao", "社会保障卡挂失"),
        ("sydj", "失业登记"),
        ("e600", "林木采伐许可证核发"),
    ],
)
def test_what_is_typed_is_continued(items: Shelf, typed: str, title: str) -> None:
    assert title in [line.text for line in suggest(typed)]


def test_titles_that_begin_so_stand_first(items: Shelf) -> None:
    assert suggest("失业")[0].text == "失业登记"
    assert suggest("失业")[0].url == "/items/A-200-2/"


def test_no_more_than_asked_and_each_once(items: Shelf) -> None:
    items.put(*(item(f"X-{number}", f"社会团体事项{number}") for number in range(20)))
    indexer.drain()
    found = suggest("社会", limit=5)
    assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize("typed", ["", " ", "？", "qqqqqq"])
def test_nothing_is_offered_for_nothing(items: Shelf, typed: str) -> None:
    assert suggest(typed) == ()


def test_it_keeps_up_with_typing(items: Shelf) -> None:
    suggest("社")
    start = time.perf_counter()
    for typed in ("社", "社会", "社会保", "shehui", "sh"):
        suggest(typed)
    assert time.perf_counter() - start < 0.5
