"""The administrator edits holidays, counts, synonyms and local words; nobody else does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cast import organisation, staff

from zhujian.kernel.calendar import current_calendar
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.journal.models import Line
from zhujian.people.models import OrganisationKind, User
from zhujian.people.roles import Role
from zhujian.search.models import LocalWord, Synonym

pytestmark = pytest.mark.django_db(transaction=True)
HOLIDAYS = "/desk/reference/holidays/2026/"
DAY = {"on": "2026-12-05", "is_workday": "1", "name": "测试调休", "note": "通知一号"}


@pytest.fixture
def administrator(db: None) -> User:
    hall = organisation("city-hall", "绵竹市政务服务中心", OrganisationKind.HALL)
    return staff("admin", "管理员", (Role.ADMIN, hall))


@pytest.fixture
def admin(administrator: User, client_of: Callable[[User], Client]) -> Client:
    from django.db import transaction

    from zhujian.kernel.calendar.steps import load_calendar

    with transaction.atomic():
        load_calendar()
    return client_of(administrator)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "holidays/2026/",
        "holidays/2028/",
        "counts/",
        "counts/WEB-04/simple/",
        "synonyms/",
        "words/",
    ],
)
def test_every_table_has_its_page(admin: Client, page: str) -> None:
    response = admin.get(f"/desk/reference/{page}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", ["", "holidays/2026/", "counts/", "synonyms/", "words/"])
def test_a_clerk_may_not_see_the_tables(
    clerk: User, client_of: Callable[[User], Client], page: str
) -> None:
    assert client_of(clerk).get(f"/desk/reference/{page}").status_code == 403


def test_the_holidays_of_this_year_are_one_click_away(admin: Client) -> None:
    assert "/desk/reference/holidays/2" in admin.get("/desk/reference/holidays/")["Location"]


def test_a_year_outside_the_table_is_not_found(admin: Client) -> None:
    assert admin.get("/desk/reference/holidays/1949/").status_code == 404


def test_a_day_is_shown_once_more_before_it_counts(admin: Client) -> None:
    version = current_calendar().version
    shown = admin.post(HOLIDAYS, DAY)
    assert shown.status_code == 200
    assert "2026年12月5日" in shown.content.decode()
    assert current_calendar().version == version
    done = admin.post(HOLIDAYS, {**DAY, "confirmed": "1"})
    assert done["Location"] == f"{HOLIDAYS}?done=day"
    assert current_calendar().is_workday(date(2026, 12, 5))
    assert Line.objects.filter(verb="calendar.set-day").count() == 1
    page = admin.get(done["Location"]).content.decode()
    assert "测试调休" in page
    assert current_calendar().version in page


def test_a_day_without_a_name_keeps_what_was_typed(admin: Client) -> None:
    page = admin.post(HOLIDAYS, {**DAY, "name": ""}).content.decode()
    assert 'value="2026-12-05"' in page
    assert "通知一号" in page
    assert "error-summary" in page


def test_a_day_is_taken_out_again_after_it_was_asked_once_more(admin: Client) -> None:
    admin.post(HOLIDAYS, {**DAY, "confirmed": "1"})
    address = f"{HOLIDAYS}2026-12-05/clear/"
    assert "测试调休" in admin.get(address).content.decode()
    assert admin.post(address).status_code == 302
    assert not current_calendar().is_workday(date(2026, 12, 5))
    assert admin.get(address).status_code == 404
    assert admin.get(f"{HOLIDAYS}nonsense/clear/").status_code == 404


def test_a_provisional_year_is_marked_and_can_be_confirmed_once(admin: Client) -> None:
    address = "/desk/reference/holidays/2027/"
    assert "还没有录入" in admin.get(address).content.decode()
    assert "2027年" in admin.get(f"{address}confirm/").content.decode()
    assert admin.post(f"{address}confirm/").status_code == 302
    assert "还没有录入" not in admin.get(address).content.decode()
    assert admin.post(f"{address}confirm/").status_code == 409


def test_a_count_of_ours_can_be_changed_and_one_of_the_law_cannot(admin: Client) -> None:
    address = "/desk/reference/counts/WEB-04/simple/"
    assert admin.post(address, {"n": "4"}).status_code == 302
    assert count("WEB-04", "simple").n == 4
    assert "error-summary" in admin.post(address, {"n": "0"}).content.decode()
    refused = admin.post("/desk/reference/counts/PUB-01/publish/", {"n": "4"})
    assert "不能修改" in refused.content.decode()
    assert admin.get("/desk/reference/counts/XXX-99/nothing/").status_code == 422


def test_a_synonym_is_added_found_switched_off_and_removed(admin: Client) -> None:
    address = "/desk/reference/synonyms/"
    admin.post(address, {"everyday": "测试说法", "official": "正式的测试说法"})
    pair = Synonym.objects.get(everyday="测试说法")
    assert "正式的测试说法" in admin.get(f"{address}?q=测试").content.decode()
    assert "正式的测试说法" not in admin.get(f"{address}?q=别的").content.decode()
    admin.post(f"{address}{pair.pk}/", {"move": "off"})
    pair.refresh_from_db()
    assert not pair.is_active
    admin.post(f"{address}{pair.pk}/", {"move": "on"})
    pair.refresh_from_db()
    assert pair.is_active
    admin.post(f"{address}{pair.pk}/", {"move": "remove"})
    assert not Synonym.objects.filter(pk=pair.pk).exists()
    assert admin.post(f"{address}{pair.pk}/", {"move": "on"}).status_code == 404


def test_a_synonym_of_itself_is_refused_beside_its_field(admin: Client) -> None:
    page = admin.post(
        "/desk/reference/synonyms/", {"everyday": "低保", "official": "低保"}
    ).content.decode()
    assert "error-summary" in page
    assert 'value="低保"' in page


def test_a_local_word_is_added_switched_off_and_removed(admin: Client) -> None:
    address = "/desk/reference/words/"
    admin.post(address, {"word": "测试年画坊"})
    word = LocalWord.objects.get(word="测试年画坊")
    admin.post(f"{address}{word.pk}/", {"move": "off"})
    word.refresh_from_db()
    assert not word.is_active
    admin.post(f"{address}{word.pk}/", {"move": "remove"})
    assert not LocalWord.objects.filter(pk=word.pk).exists()
    assert "error-summary" in admin.post(address, {"word": "一"}).content.decode()


def test_a_long_table_pages_by_key(admin: Client) -> None:
    from zhujian.ops.views import wording

    LocalWord.objects.all().delete()
    words = [f"词语{number:03d}" for number in range(wording.PAGE + 5)]
    LocalWord.objects.bulk_create(LocalWord(word=word) for word in words)
    first = admin.get("/desk/reference/words/").content.decode()
    assert words[0] in first
    assert words[-1] not in first
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = admin.get(following.replace("&amp;", "&")).content.decode()
    assert words[-1] in second
    assert words[0] not in second
    assert admin.get("/desk/reference/words/?after=broken").status_code == 422


def test_no_secret_stands_on_the_landing_page(admin: Client, settings: Any) -> None:
    page = admin.get("/desk/reference/").content.decode()
    assert settings.SECRET_KEY not in page
    assert settings.DATA_KEY.hex() not in page
