"""The guide's page and the catalogue's, as anybody sees them."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.catalogue.conftest import CODE, demo_elements

from zhujian.catalogue.actions import (
    NewOffer,
    import_items,
    offer_item,
    publish_guide,
    suspend_item,
)
from zhujian.catalogue.models import Guide
from zhujian.catalogue.queries import catalogue, filters_of, items_matching
from zhujian.catalogue.steps.columns import columns
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.tables import read_table
from zhujian.people.models import Organisation
from zhujian.places.models import Place

pytestmark = pytest.mark.django_db
Publish = Callable[..., Guide]
OLD_CODE = "511Z07001006-511602000000-000-11511301008778183N-1-00"


@pytest.fixture
def listed(human_resources: Organisation, tmp_path: Any) -> Callable[..., None]:
    """List items by name and code, as an import does."""

    def made(*rows: tuple[str, str]) -> None:
        path = tmp_path / "items.csv"
        lines = [f"{name},{code},人社局,行政许可" for name, code in rows]
        path.write_text("\n".join(["name,code,department,kind", *lines]), encoding="utf-8")
        import_items(by=OPERATOR, table=read_table(path, columns()), is_listed=True)

    return made


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_guide_says_what_to_bring_where_how_long_and_how_much(
    client: Client, publish: Publish, hall: Place
) -> None:
    publish()
    page = text_of(client, f"/items/{CODE}/")
    for words in (
        *("<h1>没工作了，做失业登记</h1>", "失业登记", "带什么", "去哪里", "多久", "多少钱"),
        *("申请人居民身份证", "3 个工作日", "不收费", "绵竹市政务服务中心", "工作日 09:00–12:00"),
        *("谁来决定", "您会得到", "失业登记就是领失业金吗？", "官方要素", "法定本级行使"),
        *("0838-0000110", "哪些人可以办", "在绵竹市常住（户籍不限）", "打印材料清单"),
    ):
        assert words in page
    assert page.count("<h1") == 1
    assert 'type="checkbox"' in page
    assert f"/apply/{CODE}/" in page


def test_a_guide_carries_the_national_tags_and_a_data_block(
    client: Client, publish: Publish, hall: Place
) -> None:
    publish()
    page = text_of(client, f"/items/{CODE}/")
    for name in (
        *("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription"),
        *("ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"),
    ):
        assert re.search(rf'<meta name="{name}" content="[^"]+">', page), name
    assert re.search(r'name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d"', page)
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    data = json.loads(block.group(1))
    assert data["@type"] == "GovernmentService"
    assert data["identifier"] == CODE
    assert data["availableChannel"][0]["serviceLocation"]["name"] == "绵竹市政务服务中心"


def test_a_guide_takes_two_queries_and_sets_no_cookie(
    client: Client, publish: Publish, hall: Place, django_assert_num_queries: Any
) -> None:
    publish()
    client.get("/items/")  # whose site this is is asked once
    with django_assert_num_queries(2):
        response = client.get(f"/items/{CODE}/")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert response["ETag"]
    again = client.get(f"/items/{CODE}/", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_another_version_says_what_changed(client: Client, publish: Publish) -> None:
    publish()
    assert "这一版改了什么" not in text_of(client, f"/items/{CODE}/")
    publish(promised={"n": 1, "unit": "workday"})
    page = text_of(client, f"/items/{CODE}/")
    assert "这一版改了什么" in page
    assert "「承诺办结时限」由「3 个工作日」改为「1 个工作日」。" in page


def test_a_listed_item_says_that_its_guide_is_being_completed(
    client: Client, listed: Callable[..., None]
) -> None:
    listed(("企业投资项目备案", OLD_CODE))
    page = text_of(client, f"/items/{OLD_CODE}/")
    for words in ("企业投资项目备案", "办事指南还在完善", "0838-0000110", OLD_CODE, "行政许可"):
        assert words in page
    assert "/apply/" not in page
    assert "多少钱" not in page


def test_a_listed_item_leads_to_the_complete_guide_of_the_same_name(
    client: Client, publish: Publish, listed: Callable[..., None]
) -> None:
    publish()
    listed(("失业登记", OLD_CODE))
    page = text_of(client, f"/items/{OLD_CODE}/")
    assert f'href="/items/{CODE}/"' in page


def test_a_suspended_item_says_why_and_offers_no_application(
    client: Client, publish: Publish
) -> None:
    publish()
    suspend_item(by=OPERATOR, code=CODE, because="系统升级到月底")
    page = text_of(client, f"/items/{CODE}/")
    assert "系统升级到月底" in page
    assert f"/apply/{CODE}/" not in page


def test_an_item_of_another_county_that_cannot_be_done_online_names_its_charge(
    client: Client, publish: Publish
) -> None:
    fee = {"name": "工本费", "standard": "20 元", "basis": "某办法第三条"}
    publish(
        is_online=False,
        visits=1,
        visit_reason="要现场拍照",
        is_charged=True,
        fee_items=[fee],
        power_source="6",
        delegating_department="某某局",
        delegation_notice="https://example.invalid/notice",
    )
    page = text_of(client, f"/items/{CODE}/")
    for words in (
        "工本费：20 元",
        "某办法第三条",
        "到现场 1 次",
        "要现场拍照",
        "某某局",
        "委托公告",
    ):
        assert words in page
    assert "/apply/" not in page


@pytest.mark.parametrize("code", ["nothing", "%E4%B8%AD", "a%20b", "x" * 300])
def test_an_unknown_code_is_a_page_that_says_so(client: Client, db: None, code: str) -> None:
    response = client.get(f"/items/{code}/")
    assert response.status_code == 404
    assert "没有这个编码的事项" in response.content.decode()


def test_a_draft_is_not_public(client: Client, human_resources: Organisation) -> None:
    from tests.catalogue.test_publish_guide import draft_item

    draft_item(human_resources, "D-1")
    assert client.get("/items/D-1/").status_code == 404
    assert "旧编码事项" not in text_of(client, "/items/")


def test_text_of_a_guide_is_escaped(client: Client, publish: Publish) -> None:
    publish(summary="<script>alert(1)</script>", plain_name='"><b>粗</b>')
    page = text_of(client, f"/items/{CODE}/")
    assert "<script>alert(1)" not in page
    assert "<b>粗</b>" not in page


# --- the catalogue -----------------------------------------------------------------------------


@pytest.fixture
def full(
    publish: Publish,
    listed: Callable[..., None],
    civil_affairs: Organisation,
    hall: Place,
    station: Place,
) -> None:
    """A small catalogue: two complete items, one handled in a town, and forty listed ones."""
    publish()
    other = demo_elements("temporary-assistance")
    publish_guide(by=OPERATOR, elements={**other, "audience": ["1", "2"]})
    offer_item(
        by=OPERATOR,
        offers=[NewOffer(code=CODE, organisation="hanwang", since=date(2026, 1, 1))],
    )
    listed(*((f"许可事项{place}", f"L-{place}") for place in range(40)))


def test_the_catalogue_lists_complete_items_first_and_pages_by_key(
    client: Client, full: None
) -> None:
    page = text_of(client, "/items/")
    assert "42 项" in page
    assert page.index("做失业登记") < page.index("许可事项0")
    following = re.search(r'href="(/items/\?after=[^"]+)" rel="next"', page)
    assert following is not None
    second = text_of(client, following.group(1))
    assert "许可事项39" in second
    assert "做失业登记" not in second
    assert "回到第一页" in second


def test_every_facet_leads_to_as_many_items_as_it_says(full: None) -> None:
    page = catalogue(filters_of({}))
    checked = 0
    for facet in page.facets:
        for option in facet.options:
            query = dict(part.split("=") for part in option.url.split("?")[1].split("&"))
            assert items_matching(filters_of(query)).count() == option.count, option
            checked += 1
    assert {facet.key for facet in page.facets} == {
        *("audience", "online", "department", "town", "kind"),
    }
    assert checked >= 8


def test_facets_narrow_each_other_and_can_be_lifted(client: Client, full: None) -> None:
    page = catalogue(filters_of({"department": "human-resources", "online": "1"}))
    assert (page.total, [item.code for item in page.items]) == (1, [CODE])
    chosen = [option for facet in page.facets for option in facet.options if option.is_chosen]
    assert {option.value for option in chosen} == {"human-resources", "1"}
    lifted = next(option for option in chosen if option.value == "1")
    assert lifted.url == "/items/?department=human-resources"
    text = text_of(client, "/items/?department=human-resources&online=1")
    assert "取消这个条件" in text


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("department=human-resources", 41),
        ("audience=person", 2),
        ("audience=organisation", 1),
        ("kind=01", 40),
        ("kind=行政许可", 40),
        ("kind=20", 2),
        ("town=510683106000", 1),
        ("online=1", 2),
        ("spot=1", 0),
        ("department=nobody", 0),
        ("audience=martian", 0),
        ("kind=99", 0),
    ],
)
def test_each_filter_narrows_the_list(client: Client, full: None, query: str, total: int) -> None:
    filters = filters_of(dict(part.split("=") for part in query.split("&")))
    assert catalogue(filters).total == total
    text = text_of(client, f"/items/?{query}")
    assert f"{total} 项" in text
    if not total:
        assert "没有符合这些条件的事项" in text


def test_the_catalogue_is_kept_by_the_keys_it_knows(
    client: Client, full: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        response = client.get("/items/?town=510683106000")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies


def test_a_cursor_nobody_gave_is_refused(client: Client, full: None) -> None:
    assert client.get("/items/?after=nonsense").status_code == 422


def test_an_empty_catalogue_says_so(client: Client, db: None) -> None:
    assert "没有符合这些条件的事项" in text_of(client, "/items/")
