"""The search page says what it found, what it understood, and whom to ask otherwise."""

import pytest
from django.test import Client
from tests.portal.conftest import hit

from zhujian.people.models import Organisation
from zhujian.search import suggest
from zhujian.search.answers import SearchAnswer, Suggestion

pytestmark = pytest.mark.django_db


def search(**query: str) -> str:
    response = Client().get("/search", query)
    assert response.status_code == 200
    return response.content.decode()


def test_without_words_the_page_offers_examples() -> None:
    page = search()
    assert page.count("/search?q=") == 3
    assert "找到" not in page


def test_results_are_counted_marked_and_named_by_kind(answered) -> None:
    asked = answered(
        SearchAnswer(
            hits=(hit(organisation="人社局"), hit("P1", "市政务服务中心", kind="place")),
            total=12,
        )
    )
    page = search(q="补卡")
    beside = {"q": "补卡", "kinds": ("organisation", "place"), "limit": 4}
    assert asked == [{"q": "补卡", "kinds": (), "limit": 10, "offset": 0}, beside]
    assert 'id="beside"' in page
    assert "找到 12 条" in page
    assert "<mark>补领</mark>" in page
    assert "服务事项 · 人社局" in page
    assert "办事地点" in page
    assert 'value="补卡"' in page
    assert "page=2" in page


def test_a_kind_and_a_page_are_passed_on(answered) -> None:
    asked = answered(SearchAnswer(hits=(hit(),), total=11))
    page = search(q="补卡", kind="item", page="2")
    assert asked == [{"q": "补卡", "kinds": ("item",), "limit": 10, "offset": 10}]
    assert "page=3" not in page
    assert "回到第一页" in page


@pytest.mark.parametrize(
    ("kind", "page"), [("dragon", "-1"), ("", "many"), ("", "0"), ("", "9" * 30)]
)
def test_a_kind_or_page_that_makes_no_sense_is_no_error(answered, kind: str, page: str) -> None:
    asked = answered(SearchAnswer())
    search(q="补卡", kind=kind, page=page)
    assert asked[0]["kinds"] == ()
    assert 0 <= asked[0]["offset"] <= 500


def test_what_was_typed_is_escaped_and_kept_to_a_sensible_length(answered) -> None:
    asked = answered(SearchAnswer())
    page = search(q='"><script>alert(1)</script>' + "长" * 300)
    assert "<script>alert" not in page
    assert len(asked[0]["q"]) == 100


def test_another_wording_and_the_synonyms_used_are_told(answered) -> None:
    answered(
        SearchAnswer(
            hits=(hit(),),
            total=1,
            did_you_mean="社保卡",
            used_synonyms=(("低保", "最低生活保障"),),
        )
    )
    page = search(q="涉保卡")
    assert "您是不是要找" in page
    assert "“低保”也叫“最低生活保障”" in page


def test_where_nothing_matched_the_nearest_items_and_the_phones_are_given(
    answered, human_resources: Organisation
) -> None:
    answered(
        SearchAnswer(hits=(hit(organisation_slug=human_resources.slug),), total=1, nearest=True)
    )
    page = search(q="飞碟")
    assert "没有完全对上“飞碟”的内容" in page
    assert "下面是最接近的内容" in page
    assert human_resources.phone_consult in page


def test_where_nothing_is_near_the_page_says_what_to_do_next(
    answered, city_hall: Organisation
) -> None:
    Organisation.objects.filter(pk=city_hall.pk).update(phone_consult="0838-0000201")
    answered(SearchAnswer())
    page = search(q="飞碟", kind="place")
    assert "没有找到“飞碟”" in page
    assert "换个说法再试试" in page
    assert "不限类别再搜一次" in page
    assert "0838-0000201" in page


def test_suggestions_come_as_lines_with_their_address(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Suggestion("社会保障卡补领", "/items/A1/", "item"),)
    monkeypatch.setattr(suggest, "suggest", lambda q: found if q == "shbzk" else ())
    answer = Client().get("/da/search/suggest", {"q": " shbzk "}).json()
    assert answer == {
        "items": [{"text": "社会保障卡补领", "url": "/da/items/A1/", "kind_text": "服务事项"}]
    }
    assert Client().get("/search/suggest").json() == {"items": []}
