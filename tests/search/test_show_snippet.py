"""What a result shows of its text."""

import pytest

from tests.search.stage import Shelf, item
from zhujian.search import indexer
from zhujian.search.engine import find
from zhujian.search.snippets import marked, snippet


def test_the_snippet_marks_the_words_in_plain_text(items: Shelf) -> None:
    body = "前言。" * 80 + "持<b>户口簿</b>到民政局申请孤儿基本生活费。" + "后记。" * 80
    items.put(item("G-1", "孤儿基本生活费发放", body=body))
    indexer.drain()
    hit = find("孤儿基本生活费").hits[0]
    assert "<b>户口簿</b>" in hit.snippet_text
    assert any(part.is_hit and "生活费" in part.text for part in hit.snippet)
    assert "".join(part.text for part in hit.title_parts) == hit.title


def test_everyday_words_mark_the_official_ones(items: Shelf) -> None:
    hit = find("低保").hits[0]
    assert [part.text for part in hit.title_parts if part.is_hit] == ["最低生活保障"]


def test_a_long_text_is_cut_around_the_densest_hits() -> None:
    text = "甲乙丙。" * 100 + "失业保险金按月发放。" + "丁戊己。" * 100
    parts = snippet(text, ["失业", "保险金"])
    shown = "".join(part.text for part in parts)
    assert "失业保险金按月发放" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 140


def test_without_a_hit_the_beginning_is_shown() -> None:
    parts = snippet("第一句。第二句。", ["没有"])
    assert "".join(part.text for part in parts) == "第一句。第二句。"
    assert not any(part.is_hit for part in parts)


@pytest.mark.parametrize("text", ["", "ﬁnance 报销", "⑩项", "ＡＢＣ失业"])
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert "".join(part.text for part in marked(text, ["失业", "报销", "a"])) == text
