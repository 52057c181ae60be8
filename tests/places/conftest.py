"""Places for the tests of this room."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zhujian.divisions.models import Division, Level
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.tables import read_table
from zhujian.places.actions import import_places
from zhujian.places.models import Place
from zhujian.places.steps import COLUMNS

HEAD = "名称,类别,行政区划,单位,地址,电话,经度,纬度,开放时间,窗口,slug\n"


@pytest.fixture
def hanwang_town(db: None) -> Division:
    """A county with two towns and a village."""
    county = Division.objects.create(code="510683000000", name="绵竹市", level=Level.COUNTY)
    Division.objects.create(
        code="510683115000", name="新市镇", level=Level.TOWN, parent=county, lon=104.196, lat=31.232
    )
    town = Division.objects.create(
        code="510683106000", name="汉旺镇", level=Level.TOWN, parent=county, lon=104.163, lat=31.452
    )
    Division.objects.create(
        code="510683106004", name="武都社区居民委员会", level=Level.VILLAGE, parent=town
    )
    return town


@pytest.fixture
def land(hanwang_town: Division, tmp_path: Path) -> Callable[..., object]:
    """Import rows of places; returns the report."""

    def landed(*rows: str, is_dry_run: bool = False) -> object:
        path = tmp_path / "地点.csv"
        path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        table = read_table(path, COLUMNS, unique=("name",))
        return import_places(by=OPERATOR, table=table, is_dry_run=is_dry_run)

    return landed


@pytest.fixture
def hall(land: Callable[..., object]) -> Place:
    """The town's hall: working days, lunch closed."""
    land(
        "汉旺镇便民服务中心,政务服务大厅,汉旺镇,,汉霞路17号,0838-0000211,104.163,31.452,"
        '"工作日 9:00-12:00、13:00-17:00",T01 综合窗口一|T02 综合窗口二,hanwang-hall'
    )
    return Place.objects.get(slug="hanwang-hall")
