"""Pages of places: the list, one place, what search sees, what is nearest."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division
from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR
from zhujian.places import search
from zhujian.places.actions import set_special_day
from zhujian.places.models import Place
from zhujian.places.queries import is_open_now, nearest, place_by_slug, places_list, point_of

pytestmark = pytest.mark.django_db
Land = Callable[..., object]
QUERIES_OF_LIST = 6


@pytest.fixture
def places(hall: Place, land: Land) -> Place:
    """Four places in two towns and the county."""
    land(
        "武都社区便民服务站,便民服务站,武都社区,,武都路1号,,104.17,31.46,工作日 9:00-17:00,,wudu",
        "新市镇自助服务点,自助服务点,新市镇,,新市路1号,,104.196,31.232,24小时,,xinshi-self",
        "县图书馆查阅点,查阅点,绵竹市,,城里1号,,,,,,library",
    )
    Place.objects.filter(pk=hall.pk).update(items_count=9)
    return hall


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("places")
def test_the_list_groups_by_town_and_shows_what_is_open(client: Client) -> None:
    with clock.moved_to(datetime(2025, 4, 27, 2, tzinfo=UTC)):  # a Sunday that is worked
        text = text_of(client, "/places/")

    assert text.index(">绵竹市</h2>") < text.index(">汉旺镇</h2>") < text.index(">新市镇</h2>")
    assert "正在开放，12:00关门" in text
    assert "正在开放，全天" in text
    assert "没有登记开放时间，请先电话咨询" in text


@pytest.mark.usefixtures("places")
def test_the_list_needs_few_queries_however_long(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(QUERIES_OF_LIST):
        client.get("/places/")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("category=station", "武都社区便民服务站", "汉旺镇便民服务中心"),
        ("town=510683115000", "新市镇自助服务点", "武都社区便民服务站"),
        ("town=510683106000", "武都社区便民服务站", "新市镇自助服务点"),
        ("items=1", "汉旺镇便民服务中心", "武都社区便民服务站"),
        ("category=nonsense&town=1", "县图书馆查阅点", "没有符合条件"),
    ],
)
@pytest.mark.usefixtures("places")
def test_the_list_is_narrowed(client: Client, query: str, shown: str, hidden: str) -> None:
    text = text_of(client, f"/places/?{query}")

    assert shown in text
    assert hidden not in text


@pytest.mark.usefixtures("places")
def test_an_empty_list_says_what_to_do_next(client: Client) -> None:
    text = text_of(client, "/places/?category=utility")

    assert "没有符合条件的办事地点" in text
    assert "查看全部办事地点" in text


@pytest.mark.usefixtures("hall")
def test_a_long_list_pages_by_key(client: Client, land: Land) -> None:
    land(*(f"服务站{number:03d},便民服务站,汉旺镇,,路,,,,,,station-{number:03d}"
           for number in range(50)))  # fmt: skip
    first = text_of(client, "/places/")
    assert "服务站000" in first
    assert "服务站049" not in first
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = text_of(client, following.replace("&amp;", "&"))
    assert "服务站049" in second
    assert "服务站000" not in second


def test_a_place_shows_address_hours_phone_windows_and_special_days(
    client: Client, places: Place
) -> None:
    set_special_day(by=OPERATOR, slug=places.slug, on=date(2030, 1, 2), hours="", reason="设备检修")
    text = text_of(client, "/places/hanwang-hall/")

    for words in (
        "汉旺镇便民服务中心",
        "汉霞路17号",
        "tel:0838-0000211",
        "09:00–12:00、13:00–17:00",
        "T01",
        "设备检修",
        "东经 104.163°",
    ):
        assert words in text


@pytest.mark.usefixtures("places")
def test_a_place_is_public_cached_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/places/hanwang-hall/")

    assert response.headers["Cache-Control"].startswith("public")
    assert response.headers["ETag"]
    assert not response.cookies


def test_an_unknown_or_closed_place_is_not_found(client: Client, places: Place) -> None:
    Place.objects.filter(pk=places.pk).update(is_active=False)

    assert client.get("/places/nowhere/").status_code == 404
    assert client.get("/places/hanwang-hall/").status_code == 404


def test_the_map_leads_to_the_list(client: Client) -> None:
    assert client.get("/map/").headers["Location"] == "/places/"


@pytest.mark.usefixtures("places")
def test_the_nearest_places_come_first_within_a_radius() -> None:
    found = nearest(104.165, 31.453)

    assert [one.place.slug for one in found] == ["hanwang-hall", "wudu", "xinshi-self"]
    assert found[0].distance_km == 0.2
    assert [one.place.slug for one in nearest(104.165, 31.453, radius_km=5, limit=1)] == [
        "hanwang-hall"
    ]
    assert [one.place.slug for one in nearest(104.1, 31.4, category="self-service")] == [
        "xinshi-self"
    ]


@pytest.mark.usefixtures("places")
def test_a_village_narrows_to_itself_and_inherits_its_towns_position() -> None:
    village = find_division("武都社区")

    assert [place.slug for place in places_list(division=village)] == ["wudu"]
    assert point_of(village) == (104.163, 31.452)


def test_nothing_is_known_of_the_position_of_a_county_without_one(hanwang_town: Division) -> None:
    assert point_of(hanwang_town.parent) is None


def test_open_now_follows_the_clock(places: Place) -> None:
    place = place_by_slug(places.slug)

    with clock.moved_to(datetime(2025, 5, 1, 2, tzinfo=UTC)):
        assert not is_open_now(place)
    with clock.moved_to(datetime(2025, 4, 28, 2, tzinfo=UTC)):
        assert is_open_now(place)


@pytest.mark.usefixtures("places")
def test_search_sees_active_places_with_what_people_ask_for() -> None:
    assert set(search.all_slugs()) == {"hanwang-hall", "wudu", "xinshi-self", "library"}
    (document,) = search.load(["hanwang-hall", "nowhere"])
    assert document.title == "汉旺镇便民服务中心"
    assert document.url == "/places/hanwang-hall/"
    assert "汉霞路17号" in document.body
    assert document.extra["category"] == "政务服务大厅"
