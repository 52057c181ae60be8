"""The board by organisation, place, item and month; who is ranked; why; bad ones at the desk."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.cast import staff

from zhujian.divisions.models import Division, Level
from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.people.roles import Role
from zhujian.places.models import Category, Place
from zhujian.ratings import actions, queries
from zhujian.ratings.models import Rating, RatingDay, RatingPlaceMonth, RatingReason
from zhujian.ratings.queries import Filters
from zhujian.ratings.rules import RANKED_FROM

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(city_hall):
    """The hall of the city as a place."""
    county = Division.objects.create(code="510683000000", name="绵竹市", level=Level.COUNTY)
    return Place.objects.create(
        slug="hall",
        name="市政务服务大厅",
        category=Category.HALL,
        organisation=city_hall,
        division=county,
        area="510683000000",
    )


def give(token, **more):
    return actions.give_rating(**({"token": token, "stars": 5} | more))


def text_of(page):
    return page.content.decode()


def rows_of(page, section):
    """The lines of one table of the board as plain text."""
    part = text_of(page).split(f'id="{section}"')[1].split("</table>")[0]
    body = part.split("<tbody>")[1]
    return [re.sub(r"<[^>]*>|\s", "", row) for row in body.split("</tr>")[:-1]]


def test_counts_by_place_agree_with_the_counts_by_day(offer, hall, civil_affairs):
    for number in range(20):
        more = {"place": "hall" if number % 2 else "", "channel": "counter"}
        if number % 3:
            more |= {"organisation": civil_affairs.slug, "item": "SX-2"}
        token = offer(**more)
        if number % 4:
            give(token, stars=1 + number % 5)
    here = Filters(place="hall")
    assert queries.summary(here).sample == Rating.objects.filter(offer__place="hall").count()
    assert queries.summary(here).offered == 10
    by_day = Filters(place="hall", since=clock.today(), until=clock.today())
    assert queries.summary(by_day) == queries.summary(here)
    assert RatingDay.objects.exclude(place="").count() == RatingPlaceMonth.objects.count()
    (row,) = queries.by_place(Filters(organisation=civil_affairs.slug))
    assert (row.key, row.name) == ("hall", "市政务服务大厅")
    both = Filters(place="hall", organisation=civil_affairs.slug)
    assert row.summary == queries.summary(both)


def test_small_samples_are_listed_but_not_ranked_and_luck_does_not_win(
    client, offer, civil_affairs, human_resources
):
    for _ in range(RANKED_FROM - 1):
        give(offer(organisation="lucky-few"), stars=5)
    for number in range(30):
        give(offer(organisation=civil_affairs.slug), stars=5 if number % 10 else 2)
    for number in range(RANKED_FROM):
        give(offer(organisation=human_resources.slug), stars=5 if number % 2 else 1)
    rows = queries.by_organisation(Filters())
    assert [(row.key, row.rank) for row in rows] == [
        ("civil-affairs", 1),
        ("human-resources", 2),
        ("lucky-few", None),
    ]
    shown = rows_of(client.get("/ratings/"), "organisations")
    assert shown[0].startswith("1绵竹市民政局90%")
    assert "样本少，不排" in shown[2]
    assert "至" in shown[2]


def test_default_and_active_stand_apart_in_every_line(client, offer):
    began = clock.now()
    offer(subject="BJ-1")
    with clock.moved_to(began + timedelta(days=31)):
        actions.enter_default_rating(by=TIMER, subject="BJ-1")
        page = client.get("/ratings/")
    for section in ("months", "organisations", "items"):
        rows = rows_of(page, section)
        assert any("无样本" in row and row.endswith("1件") for row in rows), section


def test_the_board_is_narrowed_by_place_and_month_together(client, offer, hall):
    with clock.moved_to(datetime(2026, 9, 10, 2, tzinfo=UTC)):
        give(offer(place="hall", channel="counter"), stars=1)
    with clock.moved_to(datetime(2026, 11, 10, 2, tzinfo=UTC)):
        give(offer(place="hall", channel="counter"), stars=5)
        give(offer(), stars=5)
        assert "样本 3 件" in text_of(client.get("/ratings/"))
        assert "样本 2 件" in text_of(client.get("/ratings/?place=hall"))
        page = client.get("/ratings/?place=hall&month=2026-09")
    assert "样本 1 件" in text_of(page)
    assert [row[:6] for row in rows_of(page, "months")] == ["2026年1", "2026年9"]


def test_without_a_month_twelve_are_looked_back_on(client, offer):
    with clock.moved_to(datetime(2024, 1, 10, 2, tzinfo=UTC)):
        give(offer(), stars=1)
    with clock.moved_to(datetime(2026, 11, 10, 2, tzinfo=UTC)):
        assert "还没有评价" in text_of(client.get("/ratings/"))
        assert "样本 1 件" in text_of(client.get("/ratings/?month=2024-01"))
        assert queries.first_month(clock.today()).isoformat() == "2025-12-01"


def test_the_reasons_ticked_most_are_told(client, offer):
    for number in range(3):
        give(offer(), stars=2, options=["209"] + (["214"] if number else []))
    give(offer(), stars=5, options=["513"])
    page = text_of(client.get("/ratings/"))
    complaints = page.split('id="complaints"')[1].split("</section>")[0]
    assert complaints.index("未在承诺时间内办结") < complaints.index("服务态度生硬")
    assert "3 次" in complaints
    assert "可以全程网上办理" in page.split('id="praises"')[1]
    assert RatingReason.objects.count() == 3
    assert queries.reasons(Filters(organisation="nobody"), is_bad=True) == []


def test_a_thing_nobody_rated_yet_has_a_page_that_says_so(client, hall, civil_affairs):
    for query in ("place=hall", "organisation=civil-affairs"):
        page = client.get(f"/ratings/?{query}")
        assert page.status_code == 200
        assert "还没有评价" in text_of(page)
    for query in ("place=nowhere", "place=%00"):
        assert client.get(f"/ratings/?{query}").status_code == 404


def test_the_board_stays_within_its_budget_however_many_ratings(client, offer, hall):
    for number in range(12):
        give(offer(place="hall", item=f"SX-{number}"), stars=4, options=["413"])
    with CaptureQueriesContext(
        connection,
    ) as queries_made:
        client.get("/ratings/?place=hall")
    assert len(queries_made) <= 16
    assert not any('ratings_rating"' in one["sql"] for one in queries_made.captured_queries)


def test_the_place_leads_to_its_ratings(client, hall):
    assert 'href="/ratings/?place=hall"' in text_of(client.get("/places/hall/"))


# --- the desk ----------------------------------------------------------------------------------


def test_the_staff_read_the_bad_ratings_of_their_organisation_with_numbers_masked(
    client_of, handler, offer, civil_affairs
):
    give(
        offer(subject="BJ20261124-7K3M9Q-G"), stars=1, options=["115"], text="打 13900000001 没人接"
    )
    give(offer(), stars=5, text="很好")
    give(offer(organisation=civil_affairs.slug), stars=2, text="别的单位")
    page = client_of(handler).get("/desk/ratings/")
    shown = text_of(page)
    assert "服务态度差效率低" in shown
    assert "139****0001" in shown
    assert "13900000001" not in shown
    assert 'href="/desk/cases/BJ20261124-7K3M9Q-G/"' in shown
    assert "很好" not in shown
    assert "别的单位" not in shown


def test_a_window_reads_what_was_bad_at_its_place_and_a_supervisor_everything(
    client_of, clerk, stranger, offer, hall, city_hall
):
    give(offer(place="hall", channel="counter"), stars=2, text="排队太久")
    give(offer(), stars=1, text="网上打不开")
    at_the_window = text_of(client_of(clerk).get("/desk/ratings/"))
    assert "排队太久" in at_the_window
    assert "网上打不开" not in at_the_window
    everything = text_of(
        client_of(staff("sup", "监督员辛", (Role.SUPERVISOR, city_hall))).get("/desk/ratings/")
    )
    assert "网上打不开" in everything
    assert "没有差评" in text_of(client_of(stranger).get("/desk/ratings/"))


def test_bad_ratings_are_exported_as_they_are_read(client_of, handler, offer, civil_affairs):
    give(offer(), stars=1, options=["115"], text="打 13900000001 没人接")
    give(offer(organisation=civil_affairs.slug), stars=2, text="别的单位")
    assert client_of(handler).get("/desk/ratings/export/").status_code == 405
    response = client_of(handler).post("/desk/ratings/export/")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.values)
    assert rows[0][:3] == ("时间", "星级", "事项")
    assert [(row[1], row[5], row[6]) for row in rows[1:]] == [
        (1, "服务态度差效率低", "打 139****0001 没人接")
    ]


def test_nobody_else_reads_bad_ratings(client, client_of, resident, admin):
    assert client.get("/desk/ratings/").status_code == 302
    assert client_of(admin).get("/desk/ratings/").status_code == 403
    assert client_of(admin).post("/desk/ratings/export/").status_code == 403
    assert client_of(resident).get("/desk/ratings/").status_code in {302, 403}


def test_bad_ratings_page_by_key_within_their_budget(client_of, handler, offer):
    for number in range(32):
        give(offer(), stars=1, text=f"第{number}条")
    browser = client_of(handler)
    browser.get("/desk/ratings/")
    with CaptureQueriesContext(connection) as queries_made:
        first = text_of(browser.get("/desk/ratings/"))
    assert len(queries_made) <= 14
    assert first.count("“第") == 30
    onward = first.split('class="onward" href="')[1].split('"')[0].replace("&amp;", "&")
    assert text_of(browser.get(onward)).count("“第") == 2
    assert browser.get("/desk/ratings/?after=nonsense").status_code == 422


def test_what_was_counted_before_is_counted_by_place_and_reason_as_well(offer, hall):
    give(offer(place="hall", channel="counter"), stars=2, options=["209", "214"])
    give(offer(place="hall", channel="counter"), stars=5, options=["513"])
    give(offer(), stars=4)
    migration = import_module("zhujian.ratings.migrations.0002_places_and_reasons")
    before = [
        list(model.objects.order_by("pk").values()) for model in (RatingPlaceMonth, RatingReason)
    ]
    RatingPlaceMonth.objects.all().delete()
    RatingReason.objects.all().delete()
    migration.count_places(apps, None)
    migration.count_reasons(apps, None)
    after = [
        list(model.objects.order_by("pk").values()) for model in (RatingPlaceMonth, RatingReason)
    ]
    for rows in (*before, *after):
        for row in rows:
            row.pop("id")
    assert [sorted(map(str, rows)) for rows in after] == [sorted(map(str, rows)) for rows in before]
