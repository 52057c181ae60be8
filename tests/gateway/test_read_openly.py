"""Readings that need no token."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client

from tests.cases.stage import CODE, LISTED_CODE
from tests.gateway.stage import API, Caller, problem_of
from zhujian.catalogue.models import Item
from zhujian.divisions.models import Division
from zhujian.kernel import clock
from zhujian.people.models import Organisation
from zhujian.places.models import Place
from zhujian.ratings.actions import give_rating
from zhujian.ratings.steps import offer_rating

pytestmark = pytest.mark.django_db


def items_of(caller: Caller, address: str, **query: object) -> list[dict[str, object]]:
    """Follow a list to its end."""
    found: list[dict[str, object]] = []
    response = caller.get(address, **query)
    while True:
        assert response.status_code == 200, response.content.decode()
        body = response.json()
        found += body["items"]
        if body["next"] is None:
            return found
        response = caller.client.get(body["next"])


def test_an_empty_county_has_no_name_and_counts_nothing(caller: Caller) -> None:
    body = caller.get("/city").json()

    assert (body["name"], body["code"]) == (None, None)
    assert {value for key, value in body.items() if isinstance(value, int)} == {0}


def test_each_figure_is_the_length_of_its_list(
    caller: Caller, item: Item, hall: Place, town: Division
) -> None:
    body = caller.get("/city").json()

    assert (body["name"], body["code"]) == ("绵竹市", "510683")
    assert body["items"] == len(items_of(caller, "/items", limit=1)) == 2
    assert body["items"] == caller.get("/items").json()["total"]
    assert body["places"] == len(items_of(caller, "/places", limit=1)) == 2
    assert body["towns"] == len(items_of(caller, "/divisions", level="town")) == 1
    assert body["villages"] == len(items_of(caller, "/divisions", level="village")) == 1
    assert body["documents"] == body["themes"] == 0


def test_an_item_shows_every_element(caller: Caller, item: Item) -> None:
    body = caller.get(f"/items/{CODE}").json()

    assert body["status"] == "published"
    assert body["promised"] == {"n": 5, "unit": "workday"}
    assert body["offers"][0]["organisation"]["slug"] == "human-resources"
    assert body["form"]["examples"]
    assert body["places"] == []


def test_a_listed_item_shows_what_is_known(caller: Caller, item: Item) -> None:
    body = caller.get(f"/items/{LISTED_CODE}").json()

    assert (body["status"], body["version"], body["form"]) == ("listed", 0, None)


def test_an_unknown_item_is_a_problem(caller: Caller) -> None:
    problem_of(caller.get("/items/nothing"), 404, "not_found")
    problem_of(caller.get("/items/nothing/places"), 404)
    problem_of(caller.get("/places/nothing"), 404)


def test_items_are_narrowed(caller: Caller, item: Item) -> None:
    assert len(items_of(caller, "/items", department="human-resources")) == 2
    assert len(items_of(caller, "/items", audience="person")) == 1
    assert items_of(caller, "/items", department="nobody") == []
    assert len(items_of(caller, "/items", kind="公共服务")) == 2
    assert items_of(caller, "/items", kind="01") == []
    assert items_of(caller, "/items", division="510683103000") == []


def test_the_nearest_place_stands_first(caller: Caller, hall: Place) -> None:
    (near,) = items_of(caller, "/places", near="104.2,31.35")

    assert near["slug"] == "city-hall"
    assert near["distance_km"] == pytest.approx(1.1, abs=0.1)
    assert items_of(caller, "/places", near="104.2,31.35", radius=0.5) == []
    assert items_of(caller, "/places", near="104.2,31.35", category="health") == []
    assert len(items_of(caller, "/places", division="汉旺镇")) == 1
    assert len(items_of(caller, "/places", near="104.2,31.35", division="汉旺镇")) == 0


def test_where_an_item_is_handled(caller: Caller, item: Item, hall: Place, town: Division) -> None:
    assert caller.get(f"/items/{CODE}/places").json() == {"items": [], "next": None}
    assert caller.get(f"/items/{CODE}/places", division="汉旺镇").status_code == 200
    assert caller.get(f"/items/{CODE}/places", lon=104.2, lat=31.3).status_code == 200
    wrong = problem_of(caller.get(f"/items/{CODE}/places", division="无此镇"), 422)
    assert wrong["errors"][0]["field"] == "division"
    half = problem_of(caller.get(f"/items/{CODE}/places", lon=104), 422, "point")
    assert half["errors"][0]["field"] == "lon"
    assert items_of(caller, "/places", item=CODE) == []


def test_organisations_are_listed(caller: Caller, human_resources: Organisation) -> None:
    (found,) = items_of(caller, "/organisations")

    assert found["slug"] == "human-resources"
    assert items_of(caller, "/organisations", kind="town") == []


def test_a_deadline_explains_itself(caller: Caller) -> None:
    body = caller.get("/deadline", rule="FOI-03", start="2026-02-10").json()

    assert (body["rule"], body["start"], body["due_on"]) == ("FOI-03", "2026-02-10", "2026-03-16")
    assert body["due_why"]
    assert body["calendar"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"rule": "FOI-99", "start": "2026-02-10"}, "rule"),
        ({"rule": "FOI-03", "of": "nothing", "start": "2026-02-10"}, "of"),
        ({"rule": "FOI-03", "start": "2026-02-30"}, "start"),
        ({"rule": "FOI-03", "start": "1770000000"}, "start"),
        ({"rule": "FOI-03"}, "start"),
        ({"start": "2026-02-10"}, "rule"),
        ({"rule": "FOI-03", "start": "2026-02-10", "strat": "1"}, "strat"),
        ({"rule": "FOI\0", "start": "2026-02-10"}, "rule"),
    ],
)
def test_a_deadline_names_what_is_wrong(caller: Caller, query: dict[str, str], field: str) -> None:
    body = problem_of(caller.get("/deadline", **query), 422)

    assert field in [error["field"] for error in body["errors"]]


@pytest.mark.parametrize("start", ["1900-01-01", "2003-12-31", "2027-06-01", "2099-12-31"])
def test_far_days_are_answered(caller: Caller, start: str) -> None:
    for rule in ("FOI-03", "GUI-01", "PUB-01"):
        response = caller.get("/deadline", rule=rule, start=start)
        assert response.status_code in {200, 422}, response.content.decode()


def test_a_search_answers_even_before_there_is_an_index(caller: Caller) -> None:
    assert caller.get("/search", q="社保卡丢了").json()["items"] == []
    problem_of(caller.get("/search", q=""), 422)
    problem_of(caller.get("/search", q="x", kind="dragon"), 422)
    problem_of(caller.get("/search", q="x", limit="many"), 422)


def test_a_number_is_told_mistyped_from_unknown(caller: Caller) -> None:
    problem_of(caller.get("/track/BJ20261124-7K3M9Q-A"), 422, "number_check")
    problem_of(caller.get("/track/x"), 422)


def test_ratings_without_a_sample_have_no_rate(caller: Caller) -> None:
    body = caller.get("/ratings/summary").json()

    assert (body["sample"], body["response_rate"], body["interval"]) == (0, None, None)
    problem_of(caller.get("/ratings/summary", **{"from": "2026-02-02", "to": "2026-01-01"}), 422)


def test_the_summary_of_a_place_counts_what_was_rated_there_in_that_time(
    caller: Caller, human_resources: Organisation
) -> None:
    for month, place, stars in ((9, "hall", 1), (10, "hall", 5), (10, "", 5)):
        with clock.moved_to(datetime(2026, month, 10, 2, tzinfo=UTC)):
            with transaction.atomic():
                token = offer_rating(
                    subject=f"BJ-{month}{place}",
                    organisation=human_resources.slug,
                    item="SX-1",
                    place=place,
                    channel="counter",
                )
            give_rating(token=token, stars=stars)

    whole = caller.get("/ratings/summary", place="hall").json()
    assert (whole["sample"], whole["counts"]["active"]["1"]) == (2, 1)
    month = {"from": "2026-10-01", "to": "2026-10-31"}
    assert caller.get("/ratings/summary", place="hall", **month).json()["sample"] == 1
    day = {"from": "2026-10-10", "to": "2026-10-10"}
    found = caller.get("/ratings/summary", place="hall", **day).json()
    assert (found["sample"], found["response_rate"]) == (1, 1)
    assert caller.get("/ratings/summary", place="nowhere").json()["sample"] == 0


def test_a_foreign_cursor_is_refused(caller: Caller, item: Item) -> None:
    following = caller.get("/items", limit=1).json()["next"]
    cursor = following.rsplit("cursor=", 1)[1]

    assert caller.client.get(following).status_code == 200
    for foreign in (cursor[:-1] + "x", "x", "日", "=", "A" * 390, "%00"):
        problem_of(caller.get("/items", limit=1, cursor=foreign), 422, "cursor")
    problem_of(caller.get("/items", limit=2, cursor=cursor), 422, "cursor")
    problem_of(caller.get("/places", limit=1, cursor=cursor), 422, "cursor")


def test_open_readings_may_be_kept_by_everybody(caller: Caller, item: Item) -> None:
    for address in ("/city", f"/items/{CODE}", "/items", "/divisions"):
        response = caller.get(address)
        assert response["Cache-Control"].startswith("public"), address
        assert not response.cookies
        etag = response["ETag"]
        again = caller.client.get(f"{API}{address}", headers={"if-none-match": etag})
        assert again.status_code == 304


def test_head_answers_as_get_and_other_methods_say_what_is_allowed(caller: Caller) -> None:
    client = Client()
    assert client.head(f"{API}/city").status_code == 200
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        response = getattr(client, method)(f"{API}/city")
        problem_of(response, 405, "method")
        assert "GET" in response["Allow"]


def test_an_unknown_address_is_a_problem(caller: Caller) -> None:
    for address in ("/themes", "/documents/x", "/cases/x/y/z", "/", "/city/"):
        problem_of(caller.get(address), 404)
    problem_of(caller.post("/enquiries", {}), 404)
    strict = Client(enforce_csrf_checks=True)
    problem_of(strict.post(f"{API}/enquiries", {}, content_type="application/json"), 404)
    problem_of(strict.post(f"{API}/ratings", {}, content_type="application/json"), 422)


def test_the_description_and_its_page_load_nothing_from_elsewhere(caller: Caller) -> None:
    document = caller.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/cases/{number}/accept" in document["paths"]

    page = caller.get("/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "POST /api/v1/cases" in text
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text
    assert "unsafe" not in page["Content-Security-Policy"]
