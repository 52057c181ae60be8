"""Where an item is handled, nearest first; grants and offers."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.catalogue.conftest import CODE

from zhujian.catalogue.actions import (
    NewGrant,
    NewOffer,
    grant_power,
    offer_item,
    rebuild_places,
)
from zhujian.catalogue.jobs import rebuild
from zhujian.catalogue.models import Grant, Guide, ItemPlace, Offer
from zhujian.catalogue.queries import counts, guide, item_shape, places_for
from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.changes.models import Change
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.places.models import Place

pytestmark = pytest.mark.django_db
Publish = Callable[..., Guide]


def granted(**changes: object) -> NewGrant:
    values: dict[str, object] = {
        "slug": "hanwang-2026",
        "source": "human-resources",
        "target": "hanwang",
        "kind": "2",
        "category": "public-service",
        "document": "下放文件（演示）",
        "since": date(2026, 1, 1),
        **changes,
    }
    return NewGrant(**values)  # type: ignore[arg-type]


def test_what_moved_into_the_hall_is_handled_there(publish: Publish, hall: Place) -> None:
    publish()
    (place,) = places_for(CODE)
    assert (place.slug, place.hours, place.grant) == ("city-hall", "工作日 09:00–12:00", None)
    hall.refresh_from_db()
    assert hall.items_count == 1
    publish(in_hall=False)
    assert places_for(CODE) == []
    hall.refresh_from_db()
    assert hall.items_count == 0
    assert Change.objects.filter(tag="place:city-hall").exists()


def test_the_nearest_place_comes_first(publish: Publish, hall: Place, station: Place) -> None:
    publish()
    offer_item(by=OPERATOR, offers=[NewOffer(code=CODE, organisation="hanwang")])
    near_station = places_for(CODE, lon=104.161, lat=31.441)
    assert [place.slug for place in near_station] == ["hanwang-station", "city-hall"]
    assert near_station[0].distance_km is not None
    assert near_station[0].distance_km < 0.2
    assert near_station[1].distance_km == pytest.approx(11.9, abs=1)
    near_hall = places_for(CODE, lon=104.2, lat=31.34)
    assert [place.slug for place in near_hall] == ["city-hall", "hanwang-station"]
    for text in ("510683106000", "汉旺镇", "汉旺"):
        assert places_for(CODE, division=text)[0].slug == "hanwang-station"


def test_an_offer_may_differ_in_hours_phone_and_promise(
    publish: Publish, hall: Place, station: Place
) -> None:
    publish()
    offer = NewOffer(
        code=CODE,
        organisation="hanwang",
        place="hanwang-station",
        hours="周一 9:00–12:00",
        phone="0838-0000999",
        promised_n=0,
        promised_unit="workday",
    )
    assert offer_item(by=OPERATOR, offers=[offer]) == 1
    assert offer_item(by=OPERATOR, offers=[offer]) == 0
    place = places_for(CODE, division="汉旺镇")[0]
    assert (place.hours, place.phone, place.promised_text) == (
        "周一 9:00–12:00",
        "0838-0000999",
        "当场办结",
    )
    assert place.organisation_slug == "hanwang"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"lon": 104.1}, "point"),
        ({"division": "没有的镇"}, "division_unknown"),
    ],
)
def test_half_a_point_and_an_unknown_division_are_refused(
    publish: Publish, arguments: dict[str, object], code: str
) -> None:
    publish()
    with pytest.raises(Refused) as refused:
        places_for(CODE, **arguments)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.status) == (code, 422)


def test_a_school_of_the_bureau_handles_only_what_is_offered_there(
    publish: Publish, human_resources: Organisation, hall: Place
) -> None:
    school = Place.objects.create(
        slug="school",
        name="技工学校",
        category="education",
        organisation=human_resources,
        division=hall.division,
        address="演示路3号",
    )
    publish()
    assert [place.slug for place in places_for(CODE)] == ["city-hall"]
    offer_item(
        by=OPERATOR,
        offers=[NewOffer(code=CODE, organisation="human-resources", place=school.slug)],
    )
    assert {place.slug for place in places_for(CODE)} == {"city-hall", "school"}


def test_an_unknown_item_has_no_places(db: None) -> None:
    with pytest.raises(Refused) as refused:
        places_for("nothing")
    assert refused.value.status == 404


def test_a_grant_lets_the_target_handle_the_items_and_says_so(
    publish: Publish, station: Place
) -> None:
    publish()
    grant_power(by=OPERATOR, grant=granted(), codes=[CODE])
    (place,) = places_for(CODE)
    assert place.via["organisation"]["slug"] == "hanwang"
    assert place.via["grant"]["document"] == "下放文件（演示）"
    assert place.via["grant"]["from"]["slug"] == "human-resources"
    view = guide(CODE)
    assert view is not None
    offers = item_shape(view)["offers"]
    assert [offer["organisation"]["slug"] for offer in offers] == ["human-resources", "hanwang"]
    assert offers[1]["since"] == "2026-01-01"
    assert counts()["delegated_public_services"] == 1


def test_a_grant_that_ended_no_longer_counts_and_its_places_go(
    publish: Publish, station: Place
) -> None:
    publish()
    until = clock.today() + timedelta(days=3)
    grant_power(by=OPERATOR, grant=granted(until=until), codes=[CODE])
    assert len(places_for(CODE)) == 1
    with clock.moved_to(clock.now() + timedelta(days=5)):
        assert rebuild() == 0
        assert counts()["delegated_public_services"] == 0
    assert not ItemPlace.objects.exists()


def test_approvals_are_counted_by_their_target(publish: Publish, station: Place) -> None:
    publish()
    grant_power(by=OPERATOR, grant=granted(category="approval"), codes=[CODE])
    figures = counts()
    assert (figures["items"], figures["approvals_hanwang"]) == (1, 1)
    assert figures["delegated_public_services"] == 0


def test_svc_03_a_delegation_needs_its_notice_and_an_organ_that_does_not_hand_it_on(
    publish: Publish, hanwang: Organisation, city_hall: Organisation
) -> None:
    """SVC-03."""
    publish()
    notice = "https://example.invalid/notice"
    with pytest.raises(Refused) as refused:
        grant_power(by=OPERATOR, grant=granted(kind="6"), codes=[CODE])
    assert [one.field for one in refused.value.fields] == ["notice_url"]
    with pytest.raises(Refused) as refused:
        grant_power(
            by=OPERATOR,
            grant=granted(kind="6", target="city-hall", notice_url=notice),
            codes=[CODE],
        )
    assert [one.field for one in refused.value.fields] == ["target"]
    grant_power(by=OPERATOR, grant=granted(kind="6", notice_url=notice), codes=[CODE])
    with pytest.raises(Refused) as refused:
        grant_power(
            by=OPERATOR,
            grant=granted(
                slug="onward",
                source="hanwang",
                target="human-resources",
                kind="6",
                notice_url=notice,
            ),
            codes=[CODE],
        )
    assert [one.field for one in refused.value.fields] == ["source"]
    assert Grant.objects.count() == 1


def test_unknown_codes_organisations_and_places_leave_nothing(
    publish: Publish, station: Place
) -> None:
    publish()
    wrong = [
        NewOffer(code="nothing", organisation="hanwang"),
        NewOffer(code=CODE, organisation="nobody"),
        NewOffer(code=CODE, organisation="hanwang", place="nowhere"),
        NewOffer(code=CODE, organisation="hanwang", grant="nothing"),
    ]
    for offer in wrong:
        with pytest.raises(Refused) as refused:
            offer_item(by=OPERATOR, offers=[NewOffer(code=CODE, organisation="hanwang"), offer])
        assert refused.value.status == 404
        assert not Offer.objects.exists()
    with pytest.raises(Refused):
        grant_power(by=OPERATOR, grant=granted(), codes=[CODE, "nothing"])
    assert not Grant.objects.exists()


def test_only_operator_and_administrator_grant_and_offer(
    publish: Publish, station: Place, editor: User, admin: User
) -> None:
    publish()
    for verb in (
        lambda by: grant_power(by=by, grant=granted(), codes=[CODE]),
        lambda by: offer_item(by=by, offers=[NewOffer(code=CODE, organisation="hanwang")]),
        lambda by: rebuild_places(by=by),
    ):
        with pytest.raises(Refused) as refused:
            verb(editor)
        assert refused.value.status == 403
    assert rebuild_places(by=admin) == 0


def test_rebuilding_again_changes_nothing(publish: Publish, hall: Place, station: Place) -> None:
    publish()
    offer_item(by=OPERATOR, offers=[NewOffer(code=CODE, organisation="hanwang")])
    before, announced = set(ItemPlace.objects.values_list("pk", flat=True)), Change.objects.count()
    assert rebuild_places(by=OPERATOR) == 2
    assert set(ItemPlace.objects.values_list("pk", flat=True)) == before
    assert Change.objects.count() == announced
    Place.objects.filter(pk=station.pk).update(is_active=False)
    assert rebuild_places(by=OPERATOR) == 1
    assert Change.objects.count() > announced


def test_a_place_shows_what_can_be_done_there(
    client: object, publish: Publish, hall: Place
) -> None:
    publish()
    page = client.get("/places/city-hall/").content.decode()  # type: ignore[attr-defined]
    assert "这里能办 1 项" in page
    assert f"/items/{CODE}/" in page
