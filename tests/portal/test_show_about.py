"""Pages about the site, and what machines read of it."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from zhujian.portal.life_events import LIFE_EVENTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/about/", "/about/fault/", "/about/plan/", "/accessibility/"])
def test_a_page_about_the_site_is_public_and_explains(address: str) -> None:
    response = Client().get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("public")
    assert page.count("<h1") == 1
    assert 'name="ColumnType"' in page


def test_the_plan_names_only_pages_that_open() -> None:
    page = Client().get("/about/plan/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for address in re.findall(r'href="(/[^"]*)"', main):
        assert Client().get(address).status_code in {200, 302}, address


def test_the_map_for_machines_is_whole_and_well_formed() -> None:
    response = Client().get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    tree = ET.fromstring(response.content)
    addresses = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    for event in LIFE_EVENTS:
        assert f"http://testserver/life/{event.slug}/" in addresses
    assert len(addresses) == len(set(addresses))
    assert not [one for one in addresses if "/me/" in str(one) or "/desk/" in str(one)]


def test_robots_read_nothing_of_the_demo(settings) -> None:
    assert Client().get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    settings.DEMO = False
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /me/" in text
    assert "Disallow: /\n" not in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_browsers_that_ask_for_the_old_icon_get_it() -> None:
    response = Client().get("/favicon.ico")
    assert response.status_code == 200
    assert response.content[:4] == b"\x00\x00\x01\x00"
