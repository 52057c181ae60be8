"""Every page stands in the same shell: landmarks, names, national tags, large type."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from zhujian.web import site as sites
from zhujian.web.desk import DeskEntry, desk_menu
from zhujian.web.site import County, Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> str:
    return Client().get("/about/").content.decode()


def test_a_page_has_its_landmarks_once(page: str) -> None:
    assert '<html lang="zh-CN">' in page
    for landmark in ("<main", "<header", "<footer", "<h1"):
        assert page.count(landmark) == 1, landmark
    assert '<main id="main" tabindex="-1">' in page
    assert page.index('<a class="skip" href="#main">') < page.index("<header")
    labels = re.findall(r'<nav[^>]*aria-label="([^"]+)"', page)
    assert len(labels) == len(set(labels)) == page.count("<nav")


def test_headings_never_skip_a_level(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_carries_the_national_tags(page: str) -> None:
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))
    assert tags["SiteName"].startswith("绵竹市")
    assert re.fullmatch(r"\d{10}", tags["SiteIDCode"])
    assert tags["SiteDomain"]
    for name in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"):
        assert tags[name]


def test_the_demo_says_so_on_every_page_even_where_nothing_is_found(page: str) -> None:
    missing = Client().get("/nothing-here/").content.decode()
    for shown in (page, missing):
        assert "演示环境，非绵竹市政府网站" in shown
        assert '<meta name="robots" content="noindex">' in shown


def test_the_foot_has_what_a_government_site_must_show(page: str) -> None:
    foot = page[page.index("<footer") :]
    for words in (
        "找错",
        "站点地图",
        "无障碍",
        "网站标识码",
        "主办单位",
        "ICP备案",
        "公安备案",
        "党政机关",
    ):
        assert words in foot
    assert "虚构" in foot


def test_outside_the_demo_nothing_is_made_up(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False
    page = Client().get("/about/").content.decode()
    assert "虚构" not in page
    assert "演示环境" not in page


def test_a_county_names_its_own_registrations(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False
    settings.SITE_ICP = "某ICP备1号"
    settings.SITE_POLICE = "某公网安备2号"
    settings.SITE_BADGE_URL = "https://badge.invalid/3"
    page = Client().get("/about/").content.decode()
    for words in ("某ICP备1号", "某公网安备2号", 'href="https://badge.invalid/3"'):
        assert words in page


def test_the_county_names_the_site_once_it_is_known(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False
    kept = list(sites._county_sources)
    try:
        sites.register_site(lambda: None)
        assert sites.site().county == ""
        sites.register_site(lambda: County("某县", "510000", "某县政府办公室", "0830-0000000"))
        here = sites.site()
    finally:
        sites.register_site(kept[0])
    assert (here.county, here.code, here.host) == ("某县", "510000", "某县政府办公室")
    assert here.name == "某县政务公开与服务平台"


def test_large_type_is_one_link_away_and_stays_on_the_way() -> None:
    page = Client().get("/da/about/").content.decode()
    assert '<html lang="zh-CN" class="is-large">' in page
    assert '<a href="/about/">' in page
    assert 'href="/da/track/"' in page
    assert 'href="/track/"' not in page
    assert "/da/static/" not in page


def test_a_page_has_no_inline_style_script_or_handler(page: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag] == []


def test_a_room_offers_a_link_once() -> None:
    before = sites.links("footer")
    try:
        sites.register_link("footer", Link("甲", "portal:about", 5))
        assert [one.title for one in sites.links("footer") if one.url_name == "portal:about"] == [
            "甲"
        ]
        with pytest.raises(LookupError):
            sites.register_link("ceiling", Link("乙", "portal:about"))
    finally:
        sites._links["footer"] = list(before)


class _Person:
    is_authenticated = True
    display_name = "窗口人员"

    def __init__(self, *roles: str) -> None:
        self.roles = roles

    def has_role(self, role: str) -> bool:
        return role in self.roles


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhujian.web import desk

    monkeypatch.setattr(desk, "_entries", [])
    desk.register_entry(DeskEntry("办件", "portal:search", frozenset({"handler"}), 20))
    desk.register_entry(
        DeskEntry("窗口", "portal:about", frozenset({"clerk", "handler"}), 10, lambda user: 3)
    )


def test_the_desk_shows_a_person_the_entries_of_their_roles(entries: None) -> None:
    request = RequestFactory().get("/about/fault/")
    request.user = _Person("clerk")
    assert [(one.title, one.is_current, one.count) for one in desk_menu(request)] == [
        ("窗口", True, 3)
    ]
    request.user = _Person("handler")
    assert [one.title for one in desk_menu(request)] == ["窗口", "办件"]
    request.user = object()
    assert desk_menu(request) == []


def test_a_page_of_the_desk_says_who_works_there(entries: None) -> None:
    request = RequestFactory().get("/about/")
    request.user = _Person("clerk")
    page = render_to_string("web/desk.html", {}, request)
    assert "窗口人员" in page
    assert 'class="desk"' in page
    assert '<main id="main" class="desk-main" tabindex="-1">' in page
    assert 'aria-current="page"' in page
