"""The page of a token, and the public board."""

import re
from datetime import timedelta

import pytest

from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.ratings import actions
from zhujian.ratings.models import Rating
from zhujian.ratings.names import register_item_names
from zhujian.ratings.options import OPTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def item_names(monkeypatch):
    from zhujian.ratings import names

    monkeypatch.setattr(names, "_item_names", [])
    register_item_names(lambda codes: {"SX-1": "社会保障卡补领"})


def give(token, **more):
    return actions.give_rating(**({"token": token, "stars": 5} | more))


def text_of(page):
    return page.content.decode()


def test_the_page_shows_what_is_rated_and_all_reasons_without_a_script(client, offer, item_names):
    page = client.get(f"/rate/{offer()}/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    shown = text_of(page)
    assert "社会保障卡补领" in shown
    assert "绵竹市人力资源和社会保障局" in shown
    assert all(words in shown for words in OPTIONS.values())
    assert shown.count('type="radio"') == 5


def test_the_page_flow_ends_with_a_receipt(client, offer):
    address = f"/rate/{offer()}/"
    page = client.post(address, {"stars": "2", "options_2": ["209", "214"], "text": "等太久"})
    assert page.url == address
    shown = text_of(client.get(address))
    assert "感谢您的评价" in shown
    assert OPTIONS["209"] in shown
    receipt = re.search(r'rating-receipt">([0-9A-Z-]+)<', shown)[1]
    assert receipt.startswith(f"{Rating.objects.get().line_id}-")
    assert "等太久" not in shown


def test_a_second_rating_on_the_page_changes_nothing(client, offer):
    token = offer()
    give(token)
    page = client.post(f"/rate/{token}/", {"stars": "1"})
    assert page.status_code == 409
    assert "每次办理只能评价一次" in text_of(page)
    assert Rating.objects.get().stars == 5


def test_an_expired_token_gets_a_clear_page(client, offer):
    token = offer()
    with clock.moved_to(clock.now() + timedelta(days=31)):
        for page in (client.get(f"/rate/{token}/"), client.post(f"/rate/{token}/", {"stars": "5"})):
            assert page.status_code == 410
            assert "评价期限已过" in text_of(page)
    assert not Rating.objects.exists()


def test_an_unknown_token_gets_a_clear_page(client):
    page = client.get("/rate/falsch/")
    assert page.status_code == 404
    assert "评价链接无效" in text_of(page)


def test_what_was_typed_stays_when_something_is_wrong(client, offer):
    page = client.post(
        f"/rate/{offer()}/", {"stars": "3", "options_3": ["308"], "text": "好" * 151}
    )
    assert page.status_code == 422
    shown = text_of(page)
    assert "您写了151字" in shown
    assert "好" * 151 in shown
    assert re.search(r'value="3" id="id_stars_3" checked', shown)
    assert re.search(r'value="308" id="id_option_308" checked', shown)


def test_line_breaks_count_as_one_sign_each(client, offer):
    token = offer()
    page = client.post(f"/rate/{token}/", {"stars": "5", "text": "好\r\n" * 75})
    assert page.status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "请选择1至5星"),
        ({"stars": "6"}, "请选择1至5星"),
        ({"stars": "五"}, "请选择1至5星"),
        ({"stars": "5", "options_5": ["313"]}, "属于3星"),
        ({"stars": "5", "options_5": ["501"]}, "已停用"),
    ],
)
def test_bad_input_is_answered_in_chinese_and_nothing_is_kept(client, offer, typed, said):
    page = client.post(f"/rate/{offer()}/", typed)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not Rating.objects.exists()


def test_reasons_ticked_under_another_level_are_not_meant(client, offer):
    client.post(f"/rate/{offer()}/", {"stars": "5", "options_5": ["510"], "options_1": ["108"]})
    assert Rating.objects.get().options == ["510"]


def test_a_default_is_shown_as_what_it_is(client, offer):
    token = offer(subject="BJ-1")
    with clock.moved_to(clock.now() + timedelta(days=31)):
        actions.enter_default_rating(by=TIMER, subject="BJ-1")
        shown = text_of(client.get(f"/rate/{token}/"))
    assert "已记默认评价" in shown
    assert "不计入" in shown


# --- board -------------------------------------------------------------------------------------


def test_the_board_is_public_sets_no_cookie_and_answers_304(client, offer):
    give(offer())
    page = client.get("/ratings/")
    assert page.headers["Cache-Control"].startswith("public")
    assert not page.cookies
    again = client.get("/ratings/", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


def test_an_empty_board_says_so_and_shows_no_rate(client):
    shown = text_of(client.get("/ratings/"))
    assert "还没有评价" in shown
    assert "%" not in re.sub(r"<[^>]*>", "", shown)


def test_asked_but_unanswered_shows_no_satisfaction(client, offer):
    offer()
    shown = text_of(client.get("/ratings/"))
    assert "无样本" in shown
    assert "100%" not in shown


def test_every_share_has_its_sample_beside_it(client, offer):
    for stars in (5, 5, 4, 1):
        give(offer(), stars=stars)
    offer()
    shown = text_of(client.get("/ratings/"))
    assert "75%" in shown
    assert "样本 4 件" in shown
    assert "30.1% 至 95.4%" in shown
    assert "邀请 5 件，评价 4 件" in shown


def test_the_board_is_narrowed_by_office_item_and_month(client, offer, civil_affairs, item_names):
    give(offer(), stars=5)
    give(offer(organisation=civil_affairs.slug, item="SX-2"), stars=1)
    month = f"{clock.today():%Y-%m}"
    shown = text_of(client.get("/ratings/?organisation=human-resources"))
    assert "样本 1 件" in shown
    assert "100%" in shown
    assert "社会保障卡补领" in text_of(client.get("/ratings/?item=SX-1"))
    assert "样本 2 件" in text_of(client.get(f"/ratings/?month={month}"))
    assert "还没有评价" in text_of(client.get("/ratings/?month=2020-01"))


@pytest.mark.parametrize(
    "query",
    [
        "organisation=none",
        "item=none",
        "month=2026-13",
        "month=2026-1",
        "month=x",
        "item=%00",
        "organisation=%00",
        "month=%EF%BC%92026-11",
    ],
)
def test_a_filter_nobody_knows_is_not_found(client, offer, query):
    give(offer())
    assert client.get(f"/ratings/?{query}").status_code == 404


def test_the_board_shows_no_number_of_a_file_and_no_words_of_a_person(client, offer):
    give(offer(subject="BJ-SECRET"), text="王小明说")
    shown = text_of(client.get("/ratings/"))
    assert "BJ-SECRET" not in shown
    assert "王小明" not in shown


def test_the_board_costs_thirteen_queries_however_many_ratings_there_are(
    client, offer, django_assert_max_num_queries
):
    for _ in range(8):
        give(offer())
    client.get("/ratings/")
    with django_assert_max_num_queries(13):
        client.get("/ratings/")
