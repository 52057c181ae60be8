"""Importing places, and setting a special day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from zhujian.config.cli import main
from zhujian.kernel.actors import OPERATOR, SystemActor
from zhujian.kernel.changes.models import Change
from zhujian.kernel.journal import Line
from zhujian.kernel.refusals import Refused
from zhujian.kernel.tables import Table, read_table
from zhujian.people.models import Organisation
from zhujian.places import followers
from zhujian.places.actions import import_places, set_special_day
from zhujian.places.models import OpeningHours, Place, SpecialHours, Window
from zhujian.places.steps import COLUMNS, set_items_counts

pytestmark = pytest.mark.django_db
Land = Callable[..., object]
ROW = "武都社区便民服务站,便民服务站,武都社区,,武都路1号,,104.17,31.46,工作日 9:00-17:00,,"


def test_a_place_lands_with_hours_windows_and_its_area(hall: Place) -> None:
    assert [str(row) for row in hall.opening_hours.all()] == ["workday 540–720", "workday 780–1020"]
    assert [window.code for window in hall.windows.all()] == ["T01", "T02"]
    assert hall.area == "510683106000"
    assert Line.objects.get().verb == "place.import"
    assert set(Change.objects.values_list("tag", flat=True)) == {"place:hanwang-hall", "places"}


def test_a_place_in_a_village_is_grouped_under_its_town_and_gets_a_slug(land: Land) -> None:
    land(ROW)

    place = Place.objects.get()
    assert place.area == "510683106000"
    assert place.slug == "wu-dou-she-qu-bian-min-fu-wu-zhan"


def test_the_same_rows_twice_change_nothing(land: Land) -> None:
    land(ROW)
    before = Line.objects.count(), Change.objects.count()
    report = land(ROW)

    assert (report.unchanged, report.created, report.changed) == (1, 0, 0)
    assert (Line.objects.count(), Change.objects.count()) == before


def test_a_changed_row_changes_the_place_and_its_hours(land: Land) -> None:
    land(ROW)
    report = land(ROW.replace("武都路1号", "武都路2号").replace("17:00", "18:00"))

    assert report.changed == 1
    assert Place.objects.get().address == "武都路2号"
    assert OpeningHours.objects.get().closes == 1080


def test_a_dry_run_leaves_nothing(land: Land) -> None:
    report = land(ROW, is_dry_run=True)

    assert report.created == 1
    assert not Place.objects.exists()
    assert not Line.objects.exists()


def test_bad_rows_are_refused_with_every_fault_and_do_not_half_land(
    land: Land, human_resources: Organisation
) -> None:
    report = land(
        "甲,游乐场,没有这个镇,没有这个局,路,,,,,,",
        "乙,大厅,汉旺镇,人社局,路,,东,31.4,,,",
        "丙,大厅,汉旺镇,,路,,10,31.4,,,",
        "丁,大厅,汉旺镇,,路,,,,随时,,",
        "戊,大厅,汉旺镇,,路,,,,,W1,",
        "己,大厅,汉旺镇,,路,,,,,,Bad Slug",
        ROW,
    )

    assert [(one.row, one.column) for one in report.refused] == [
        (2, "类别"),
        (2, "行政区划"),
        (2, "单位"),
        (3, "经度"),
        (4, "经度"),
        (5, "开放时间"),
        (6, "窗口"),
        (7, "slug"),
    ]
    assert report.refused_rows == 6
    assert list(Place.objects.values_list("name", flat=True)) == ["武都社区便民服务站"]
    assert not Window.objects.exists()


def test_a_window_code_belongs_to_one_place(hall: Place, land: Land) -> None:
    report = land("另一个中心,大厅,汉旺镇,,路,,,,,T01 窗口,other")

    assert "窗口号 T01 已用于另一地点" in str(report.refused[0])
    assert not Place.objects.filter(slug="other").exists()


def test_a_name_belongs_to_one_place(hall: Place, land: Land) -> None:
    report = land("汉旺镇便民服务中心,大厅,汉旺镇,,路,,,,,,other")

    assert "名称已用于 hanwang-hall" in str(report.refused[0])


def test_two_places_of_like_sound_get_different_slugs(land: Land) -> None:
    land("试点,大厅,汉旺镇,,路,,,,,,", "市点,大厅,汉旺镇,,路,,,,,,")

    assert set(Place.objects.values_list("slug", flat=True)) == {"shi-dian", "shi-dian-2"}


def test_the_command_ends_with_one_when_rows_were_refused(
    hanwang_town: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "地点.csv"
    path.write_text("name,category,division,address\n甲,hall,汉旺镇,路\n乙,zoo,汉旺镇,路\n")

    assert main(["import", "places", str(path)]) == 1
    assert "第3行「category」列：“zoo”" in capsys.readouterr().out
    assert main(["import", "places", str(tmp_path / "没有.csv")]) == 2


def test_somebody_without_the_duty_cannot_import(tmp_path: Path) -> None:
    path = tmp_path / "地点.csv"
    path.write_text("name,category,division,address\n甲,hall,汉旺镇,路\n")
    table: Table = read_table(path, COLUMNS)

    with pytest.raises(Refused) as caught:
        import_places(by=SystemActor("user:x"), table=table)
    assert caught.value.status == 403
    assert not Place.objects.exists()


def test_a_special_day_is_set_replaced_and_journalled(hall: Place) -> None:
    day = date(2026, 12, 31)
    set_special_day(by=OPERATOR, slug=hall.slug, on=day, hours="", reason="盘点")
    set_special_day(by=OPERATOR, slug=hall.slug, on=day, hours="9:00-12:00", reason="半天")

    row = SpecialHours.objects.get()
    assert (row.opens, row.closes, row.reason) == (540, 720, "半天")
    assert Line.objects.filter(verb="place.set-special-day").count() == 2


@pytest.mark.parametrize(
    ("hours", "reason", "field"),
    [("随便", "盘点", "hours"), ("周一 9:00-12:00", "盘点", "hours"), ("", "  ", "reason")],
)
def test_a_bad_special_day_is_refused_by_field(
    hall: Place, hours: str, reason: str, field: str
) -> None:
    with pytest.raises(Refused) as caught:
        set_special_day(
            by=OPERATOR, slug=hall.slug, on=date(2026, 12, 31), hours=hours, reason=reason
        )
    assert caught.value.fields[0].field == field
    assert not SpecialHours.objects.exists()


def test_a_special_day_needs_a_place_and_the_duty(hall: Place) -> None:
    day = date(2026, 12, 31)
    with pytest.raises(Refused) as caught:
        set_special_day(by=OPERATOR, slug="nowhere", on=day, hours="", reason="盘点")
    assert caught.value.status == 404
    with pytest.raises(Refused) as caught:
        set_special_day(by=SystemActor("user:x"), slug=hall.slug, on=day, hours="", reason="盘点")
    assert caught.value.status == 403


def test_the_catalogue_keeps_the_number_of_items_of_the_places_it_names(
    hall: Place, land: Land
) -> None:
    land(ROW)
    other = Place.objects.exclude(pk=hall.pk).get()
    set_items_counts({hall.pk: 7, other.pk: 2})
    set_items_counts({other.pk: 3})

    assert dict(Place.objects.values_list("pk", "items_count")) == {hall.pk: 7, other.pk: 3}


def test_rooms_above_follow_an_import_that_changed_something(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(followers, "_followers", {})
    followers.register_follower("above", lambda: told.append("again"))
    land(ROW)
    land(ROW)
    land(ROW.replace("武都路1号", "武都路3号"), is_dry_run=True)

    assert told == ["again"]
