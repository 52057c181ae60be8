"""What a question finds: words, everyday wording, pinyin, a wrong character, codes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.search.stage import Shelf, item
from zhujian.kernel import clock
from zhujian.search import indexer
from zhujian.search.engine import find
from zhujian.search.registry import SearchDocument


def first(question: str) -> str:
    """Return the title of the first result."""
    hits = find(question).hits
    return hits[0].title if hits else ""


def titles(question: str) -> list[str]:
    """Return the titles of the results."""
    return [hit.title for hit in find(question).hits]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("失业登记", "失业登记"),
        ("我想办失业登记需要什么材料", "失业登记"),
        ("绵竹市失业登记在哪里办", "失业登记"),
        ("低保", "最低生活保障"),
        ("家里困难想申请低保怎么办", "最低生活保障"),
        ("给娃儿上户口要啥子", "户口登记"),
        ("我想开饭店", "食品（含保健食品）经营许可核发"),
        ("饭店不开了怎么注销", "食品（含保健食品）经营许可注销"),
        ("社保卡掉了咋个补", "社会保障卡补领、换领"),
        ("社保卡丢了先挂失", "社会保障卡挂失"),
        ("结婚证不见了", "补领结婚证"),
        ("危废经营许可快到期了", "危险废物经营许可到期延续"),
    ],
)
def test_an_everyday_question_finds_its_item(items: Shelf, question: str, title: str) -> None:
    assert first(question) == title


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("shebaoka", "社会保障卡"),
        ("sbk", "社会保障卡"),
        ("shbzk", "社会保障卡"),
        ("shbk", "社会保障卡"),
        ("zuidishenghuobaozhang", "最低生活保障"),
        ("dibao", "最低生活保障"),
        ("juzhuzheng", "居住证办理"),
        ("jzz", "居住证办理"),
    ],
)
def test_pinyin_and_initials_find_it(items: Shelf, typed: str, title: str) -> None:
    assert first(typed).startswith(title)


@pytest.mark.parametrize(
    ("typed", "title", "meant"),
    [
        ("社宝卡", "社会保障卡", "社保卡"),
        ("居住正", "居住证办理", "居住证"),
        ("最低生话保障", "最低生活保障", "最低生活保障"),
    ],
)
def test_one_wrong_character_is_put_right(items: Shelf, typed: str, title: str, meant: str) -> None:
    answer = find(typed)
    assert answer.hits[0].title.startswith(title)
    assert answer.did_you_mean == meant


@pytest.mark.parametrize("typed", ["C-400-1", "c4001", "Ｃ－４００－１", "C 400 1"])
def test_a_code_is_found_with_and_without_separators(items: Shelf, typed: str) -> None:
    assert [hit.id for hit in find(typed).hits] == ["C-400-1"]


def test_the_beginning_of_a_code_finds_all_that_begin_so(items: Shelf) -> None:
    assert {hit.id for hit in find("A-100").hits} == {"A-100-1", "A-100-2", "A-100-3"}


@pytest.mark.parametrize("typed", ["失業登記", "失业登记！", "　失业登记　", "失业 登记"])
def test_script_width_and_punctuation_do_not_matter(items: Shelf, typed: str) -> None:
    assert first(typed) == "失业登记"


def test_the_answer_tells_which_wording_it_used(items: Shelf) -> None:
    assert ("低保", "最低生活保障") in find("低保").used_synonyms


def test_a_published_item_stands_before_a_listed_one_of_the_same_name(items: Shelf) -> None:
    items.put(
        item("Z-1", "临时救助", boost=0.8),
        item("Z-2", "临时救助", boost=1.0),
    )
    indexer.drain()
    assert [hit.id for hit in find("临时救助").hits[:2]] == ["Z-2", "Z-1"]


def test_an_item_stands_before_a_document_for_an_errand(items: Shelf, documents: Shelf) -> None:
    documents.put(
        SearchDocument(
            "document", "n1", "关于失业登记工作的通知", "/documents/n1/", body="失业登记按月办理。"
        )
    )
    indexer.drain()
    assert [hit.kind for hit in find("失业登记").hits[:2]] == ["item", "document"]


def test_what_is_over_stands_behind_what_is_not(documents: Shelf) -> None:
    running = SearchDocument("document", "now", "开放日报名公告", "/documents/now/")
    over = replace(running, id="over", ends_on=clock.today() - timedelta(days=1))
    documents.put(over, running)
    indexer.drain()
    assert [hit.id for hit in find("开放日报名").hits] == ["now", "over"]


def test_only_the_asked_kinds_are_found(items: Shelf, documents: Shelf) -> None:
    documents.put(SearchDocument("document", "n1", "失业登记通知", "/documents/n1/"))
    indexer.drain()
    assert {hit.kind for hit in find("失业登记", kinds=("document",)).hits} == {"document"}
    assert {hit.kind for hit in find("失业登记", kinds=("item",)).hits} == {"item"}


def test_words_copied_from_a_body_find_their_text(items: Shelf, documents: Shelf) -> None:
    quoted = "跨区域提灌设施由所在镇人民政府会同受益村共同管护"
    documents.put(
        *(
            SearchDocument(
                "document",
                f"n{number}",
                f"第{number}号通知",
                f"/documents/n{number}/",
                body=f"提灌设施管护办法第{number}条。受益村按面积分摊费用。",
            )
            for number in range(30)
        ),
        SearchDocument("document", "it", "意见", "/documents/it/", body=f"第三条　{quoted}。"),
    )
    indexer.drain()
    assert "it" in [hit.id for hit in find("所在镇人民政府会同受益村").hits]
    assert find(quoted).hits[0].id == "it"


def test_pages_of_results_follow_each_other(items: Shelf) -> None:
    whole = find("社会保障卡", limit=3).hits
    assert len(whole) == 3
    assert find("社会保障卡", limit=1, offset=1).hits == (whole[1],)


def test_what_nothing_answers_shows_the_nearest(items: Shelf) -> None:
    answer = find("保龄球馆")
    assert answer.nearest
    assert answer.total == 0


@pytest.mark.parametrize("typed", ["", "   ", "？！", "怎么办", "的", "<script>", "\0", "a" * 5000])
def test_nothing_asked_breaks_nothing(items: Shelf, typed: str) -> None:
    assert len(find(typed).hits) <= 10


def test_without_an_index_nothing_is_found(db: None) -> None:
    assert find("失业登记").hits == ()
