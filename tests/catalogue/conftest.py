"""What the plays of the catalogue need: complete elements, an editor, a hall and a station."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cast import staff

import zhujian.config
from zhujian.catalogue.actions import publish_guide
from zhujian.catalogue.models import Guide
from zhujian.divisions.models import Division, Level
from zhujian.kernel.actors import OPERATOR
from zhujian.people.models import Organisation, OrganisationKind, User
from zhujian.people.roles import Role
from zhujian.places.models import Category, OpeningHours, Place

ITEMS = Path(zhujian.config.__file__).parent / "demo" / "data" / "items"
CODE = "11510683000018104B4512014004000"


def demo_elements(name: str = "unemployment-registration") -> dict[str, Any]:
    """Return a complete set of elements to play with."""
    found: dict[str, Any] = json.loads((ITEMS / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def elements() -> dict[str, Any]:
    """Complete elements of the registration of unemployment."""
    return copy.deepcopy(demo_elements())


@pytest.fixture
def publish(human_resources: Organisation) -> Callable[..., Guide]:
    """Publish the registration of unemployment, with some elements changed."""

    def published(**changes: Any) -> Guide:
        return publish_guide(by=OPERATOR, elements={**demo_elements(), **changes})

    return published


@pytest.fixture
def editor(human_resources: Organisation) -> User:
    """Edits and publishes guides of the human-resources bureau."""
    return staff("editor", "编辑辛", (Role.EDITOR, human_resources))


@pytest.fixture
def contributor(human_resources: Organisation) -> User:
    """Fills in guides of the human-resources bureau."""
    return staff("contributor", "供稿人壬", (Role.CONTRIBUTOR, human_resources))


@pytest.fixture
def county(db: None) -> Division:
    """The county."""
    return Division.objects.get_or_create(
        code="510683000000", defaults={"name": "绵竹市", "level": Level.COUNTY}
    )[0]


@pytest.fixture
def hanwang(county: Division) -> Organisation:
    """A town with its division."""
    division = Division.objects.create(
        code="510683106000", name="汉旺镇", level=Level.TOWN, parent=county, lon=104.16, lat=31.44
    )
    return Organisation.objects.create(
        slug="hanwang",
        name="绵竹市汉旺镇人民政府",
        short_name="汉旺镇",
        kind=OrganisationKind.TOWN,
        division=division,
        is_administrative=True,
    )


@pytest.fixture
def hall(county: Division, city_hall: Organisation) -> Place:
    """The hall of the county, open on working days."""
    place = Place.objects.create(
        slug="city-hall",
        name="绵竹市政务服务中心",
        category=Category.HALL,
        organisation=city_hall,
        division=county,
        address="演示大道1号",
        phone="0838-0000201",
        lon=104.20,
        lat=31.34,
    )
    OpeningHours.objects.create(place=place, kind="workday", opens=540, closes=720)
    return place


@pytest.fixture
def station(hanwang: Organisation) -> Place:
    """The service station of the town."""
    assert hanwang.division is not None
    return Place.objects.create(
        slug="hanwang-station",
        name="汉旺镇便民服务中心",
        category=Category.STATION,
        organisation=hanwang,
        division=hanwang.division,
        address="汉霞路17号",
        lon=104.16,
        lat=31.44,
    )
