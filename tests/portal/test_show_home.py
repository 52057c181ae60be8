"""The home page: search first, then the parcel box, then eight life events."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from zhujian.catalogue.models import Item
from zhujian.catalogue.states import APPLIED_KINDS, ItemStatus
from zhujian.kernel import clock
from zhujian.people.models import Organisation
from zhujian.portal import queries
from zhujian.portal.life_events import LIFE_EVENTS
from zhujian.ratings.queries import Filters
from zhujian.ratings.rules import Summary
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


def test_the_figure_stands_beside_its_sample_and_the_rate_of_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {1: 3, 2: 0, 3: 0, 4: 0, 5: 47}
    by_default = dict.fromkeys(given, 0) | {5: 900}
    asked: list[Filters] = []

    def summary(filters: Filters) -> Summary:
        asked.append(filters)
        return Summary(given, by_default, offered=200, answered=50)

    monkeypatch.setattr(queries, "summary", summary)
    page = home()
    assert asked == [Filters(since=clock.today().replace(day=1), until=clock.today())]
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


@pytest.fixture
def items(human_resources: Organisation) -> None:
    for number, name in enumerate(("失业登记", "失业登记", "社会保障卡补领", "采砂许可"), start=1):
        Item.objects.create(
            code=f"A{number}",
            name=name,
            plain_name="没工作了，做失业登记" if number == 1 else "",
            kind=sorted(APPLIED_KINDS)[0],
            status=ItemStatus.LISTED,
            organisation=human_resources,
            created_at=clock.now(),
            changed_at=clock.now(),
        )


def test_a_life_event_shows_the_items_of_each_topic_once(items: None) -> None:
    page = Client().get("/life/job/").content.decode()
    shown = re.findall(r'href="/items/(A\d)/">([^<]+)<', page)
    assert shown == [("A1", "没工作了，做失业登记"), ("A2", "失业登记"), ("A3", "社会保障卡补领")]
    assert "人社局" in page
    assert "这里还没有公布的事项" in page


def test_a_life_event_in_large_type_leads_on_in_large_type(items: None) -> None:
    page = Client().get("/da/life/job/").content.decode()
    assert 'href="/da/items/A1/"' in page


def test_a_life_event_is_one_question_to_the_catalogue(
    items: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        Client().get("/life/job/")


def test_every_topic_has_words_for_the_index_and_names_for_the_catalogue() -> None:
    topics = [topic for event in LIFE_EVENTS for topic in event.topics]
    assert all(topic.words and topic.names for topic in topics)
    assert len({topic.name for topic in topics}) == len(topics)


def test_a_life_event_that_is_none_is_not_found() -> None:
    response = Client().get("/life/lottery/")
    assert response.status_code == 404
    assert "没有这一类人生大事" in response.content.decode()
