"""Finding divisions by code, name, former name and path."""

import json
from pathlib import Path

import pytest

from zhujian.divisions.actions import import_divisions
from zhujian.divisions.models import Division
from zhujian.divisions.queries import county, find_division, town_of, towns, villages_of
from zhujian.divisions.rules import bare_name, full_code, short_name
from zhujian.divisions.seed import DIVISIONS_FILE
from zhujian.divisions.steps import COLUMNS
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.tables import read_table

FOUND = {
    "510683106000": "汉旺镇",
    "５１０６８３１０６０００": "汉旺镇",
    "510683106": "汉旺镇",
    "510683": "绵竹市",
    "汉旺镇": "汉旺镇",
    " 汉旺 ": "汉旺镇",
    "剑南": "剑南街道",
    "遵道镇": "九龙镇",
    "遵道": "九龙镇",
    "天池乡": "汉旺镇",
    "拱星": "汉旺镇",
    "土门": "麓棠镇",
    "金花镇": "广济镇",
    "东北镇": "紫岩街道",
    "齐天": "紫岩街道",
    "西南镇": "剑南街道",
    "板桥镇": "剑南街道",
    "剑南镇": "剑南街道",
    "石虎村": "石虎村村民委员会",
    "石虎": "石虎村村民委员会",
    "武都社区": "武都社区居民委员会",
    "绵竹市汉旺镇武都社区": "武都社区居民委员会",
    "新市镇石虎村": "石虎村村民委员会",
    "绵竹": "绵竹市",
}


@pytest.fixture
def mianzhu(db: None) -> Division:
    """The county with its towns and villages."""
    table = read_table(DIVISIONS_FILE, COLUMNS, unique=("code",))
    import_divisions(by=OPERATOR, table=table)
    return county()


@pytest.mark.usefixtures("mianzhu")
def test_a_division_is_found_by_code_name_former_name_and_path() -> None:
    assert {text: find_division(text).name for text in FOUND} == FOUND


@pytest.mark.usefixtures("mianzhu")
def test_what_means_nothing_finds_nothing() -> None:
    texts = ["", "  ", "没有这个镇", "510683999000", "1", "镇", "长" * 200]

    assert [find_division(text) for text in texts] == [None] * len(texts)


@pytest.mark.usefixtures("mianzhu")
def test_a_name_inside_the_wrong_town_finds_nothing() -> None:
    assert find_division("汉旺镇石虎村") is None


def test_towns_and_villages_know_their_places(mianzhu: Division) -> None:
    village = find_division("石虎村")

    assert town_of(village).name == "新市镇"
    assert town_of(find_division("新市镇")).name == "新市镇"
    assert town_of(mianzhu) is None
    assert len(towns()) == 12
    assert village in villages_of(village.parent)
    assert (village.short_name, str(village)) == ("石虎村", "石虎村村民委员会")


@pytest.mark.usefixtures("mianzhu")
def test_every_town_lies_inside_the_outline_of_the_county(shared_data: Path) -> None:
    outline = json.loads((shared_data / "mianzhu-boundary.geojson").read_text(encoding="utf-8"))
    ring = outline["features"][0]["geometry"]["coordinates"][0]

    outside = [town.name for town in towns() if not _is_inside(town.lon, town.lat, ring)]
    assert outside == []


def _is_inside(lon: float, lat: float, ring: list[list[float]]) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_names_and_codes_as_values() -> None:
    assert short_name("仿古街社区居民委员会") == "仿古街社区"
    assert short_name("村民委员会") == "村民委员会"
    assert bare_name("剑南街道") == "剑南"
    assert full_code("51068") is None
    assert full_code("510683001") == "510683001000"
