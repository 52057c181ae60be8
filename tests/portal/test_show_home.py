"""The home page: search first, then the parcel box, then eight life events."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.portal.conftest import hit

from zhujian.kernel import clock
from zhujian.portal.life_events import LIFE_EVENTS
from zhujian.ratings.models import OfferDay, RatingDay
from zhujian.search.answers import SearchAnswer
from zhujian.web import drawings, panels

pytestmark = pytest.mark.django_db


def home() -> str:
    return Client().get("/").content.decode()


def test_the_search_field_stands_before_everything_else() -> None:
    page = home()
    search = page.index('<form action="/search"')
    assert search < page.index('<form class="track-box" action="/track/"') < page.index("life")
    assert 'data-suggest="/search/suggest"' in page
    examples = re.findall(r'<a href="/search\?q=[^"]+">([^<]+)</a>', page)
    assert len(examples) == 3


def test_eight_life_events_lead_to_their_pages_with_a_drawing_each() -> None:
    page = home()
    assert re.findall(r'href="/life/(\w+)/"', page) == [event.slug for event in LIFE_EVENTS]
    assert len(LIFE_EVENTS) == 8
    assert page.count('class="drawing"') == 8
    assert sorted(event.slug for event in LIFE_EVENTS) == list(drawings.life_names())


def test_the_home_page_is_kept_and_sets_no_cookie() -> None:
    client = Client()
    first = client.get("/")
    assert first.headers["Cache-Control"].startswith("public")
    assert first.cookies == {}
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_without_a_rating_no_figure_is_shown() -> None:
    assert 'class="figure"' not in home()


def test_the_figure_stands_beside_its_sample_and_the_rate_of_answers() -> None:
    day = {"day": clock.today(), "organisation": "human-resources", "channel": "counter"}
    RatingDay.objects.create(**day, level=5, is_default=False, count=47)
    RatingDay.objects.create(**day, level=1, is_default=False, count=3)
    RatingDay.objects.create(**day, level=5, is_default=True, count=900)
    OfferDay.objects.create(**day, offered=200, answered=50)
    page = home()
    assert "94%" in page
    assert "50 次主动评价" in page
    assert "回应率 25%" in page
    assert "默认好评不计在内" in page


def test_a_line_of_today_is_shown_only_where_a_room_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert 'id="today"' not in home()
    monkeypatch.setattr(panels, "_panels", {})
    panels.register_panel(
        "portal.home.today",
        lambda request: {"title": "新公告", "why": "", "next_text": "", "next_href": ""},
        "web/error_notice.html",
    )
    monkeypatch.setattr(panels, "render_to_string", lambda *given: "<li>新公告</li>")
    page = home()
    assert 'id="today"' in page
    assert "<li>新公告</li>" in page


def test_the_home_page_asks_the_database_little(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(8):
        home()


def test_a_life_event_shows_what_was_found_for_each_topic(answered) -> None:
    asked = answered(SearchAnswer(hits=(hit(organisation="人社局"),), total=1))
    page = Client().get("/life/work/").content.decode()
    event = next(event for event in LIFE_EVENTS if event.slug == "work")
    assert [one["q"] for one in asked] == [topic.words for topic in event.topics]
    assert page.count('href="/items/A1/"') == 1
    assert "人社局" in page
    assert "这里还没有公布的事项" in page


def test_a_life_event_in_large_type_leads_on_in_large_type(answered) -> None:
    answered(SearchAnswer(hits=(hit(),), total=1))
    page = Client().get("/da/life/work/").content.decode()
    assert 'href="/da/items/A1/"' in page


def test_a_life_event_that_is_none_is_not_found() -> None:
    response = Client().get("/life/lottery/")
    assert response.status_code == 404
    assert "没有这一类人生大事" in response.content.decode()
