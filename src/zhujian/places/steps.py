"""Parts of the actions on places, and what rooms above may use inside a transaction."""

import re
from collections.abc import Mapping

from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division, town_of
from zhujian.kernel import changes
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.kernel.tables import Column, Outcome, Row
from zhujian.people.models import Organisation
from zhujian.people.queries import find_organisation
from zhujian.places.models import Category, OpeningHours, Place, Window
from zhujian.places.rules import Span, UnreadableHoursError, parse_hours
from zhujian.search.pinyin import slug_of

COLUMNS = (
    Column("slug", ("标识", "slug"), is_code=True, longest=80),
    Column("name", ("名称", "地点名称", "name"), is_required=True, longest=120),
    Column("category", ("类别", "类型", "category"), is_required=True, longest=20),
    Column("division", ("行政区划", "所在镇街", "区划", "division"), is_required=True, longest=120),
    Column("organisation", ("单位", "主管单位", "organisation", "department"), longest=120),
    Column("address", ("地址", "address"), is_required=True, longest=200),
    Column("phone", ("电话", "联系电话", "phone"), longest=40),
    Column("lon", ("经度", "lon", "longitude"), is_code=True, longest=24),
    Column("lat", ("纬度", "lat", "latitude"), is_code=True, longest=24),
    Column("hours", ("开放时间", "办公时间", "办理时间", "hours")),
    Column("windows", ("窗口", "windows"), longest=2000),
    Column("directions", ("怎么去", "交通", "directions"), longest=300),
)
CATEGORY_WORDS = {
    **{category.value: category for category in Category},
    **{category.label: category for category in Category},
    "政务服务中心": Category.HALL,
    "大厅": Category.HALL,
    "便民服务中心": Category.HALL,
    "查阅点": Category.OPENNESS,
    "医院": Category.HEALTH,
    "学校": Category.EDUCATION,
    "自助机": Category.SELF_SERVICE,
}
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def set_items_counts(counts: Mapping[int, int]) -> None:
    """Keep how many items can be done at places (by primary key); others keep their number.

    The catalogue calls it, and announces the places, whenever it rebuilds where items are done.
    """
    for pk, count in counts.items():
        Place.objects.filter(pk=pk).exclude(items_count=count).update(items_count=count)


def land_place(row: Row) -> Outcome:
    """Make or change one place with its hours and windows."""
    fields = _fields(row)
    spans = _spans(row)
    windows = _windows(row)
    known = _known(row)
    if known is None:
        slug = row.value("slug") or _fresh_slug(row.value("name"))
        place = Place.objects.create(slug=slug, **fields)
        replace_hours(place, spans)
        _land_windows(row, place, windows)
        changes.announce(f"place:{place.slug}")
        return Outcome.CREATED
    differs = [name for name, value in fields.items() if getattr(known, name) != value]
    for name in differs:
        setattr(known, name, fields[name])
    if differs:
        known.save(update_fields=differs)
    is_changed = bool(differs)
    if row.value("hours"):
        is_changed = replace_hours(known, spans) or is_changed
    is_changed = _land_windows(row, known, windows) or is_changed
    if is_changed:
        changes.announce(f"place:{known.slug}")
    return Outcome.CHANGED if is_changed else Outcome.UNCHANGED


def area_of(division: Division) -> str:
    """Return the code of the town in which a division lies, or of the county."""
    town = town_of(division)
    return town.code if town else division.code


def replace_hours(place: Place, spans: tuple[Span, ...]) -> bool:
    """Give a place these hours; returns whether they differ from before."""
    if {row.span for row in place.opening_hours.all()} == set(spans):
        return False
    place.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(place=place, kind=span.kind.value, opens=span.opens, closes=span.closes)
        for span in dict.fromkeys(spans)
    )
    return True


def _known(row: Row) -> Place | None:
    slug = row.value("slug")
    if slug and not SLUG.fullmatch(slug):
        raise row.refuse("slug", "只能用小写字母、数字和短横线")
    if slug:
        found = Place.objects.filter(slug=slug).first()
        other = Place.objects.filter(name=row.value("name")).exclude(slug=slug).first()
        if other:
            raise row.refuse("name", f"名称已用于 {other.slug}")
        return found
    return Place.objects.filter(name=row.value("name")).first()


def _fields(row: Row) -> dict[str, object]:
    refusals: list[FieldRefusal] = []
    category = CATEGORY_WORDS.get(row.value("category"))
    if category is None:
        names = "、".join(one.label for one in Category)
        refusals.append(FieldRefusal("category", f"应为下列之一：{names}"))
    division = find_division(row.value("division"))
    if division is None:
        refusals.append(FieldRefusal("division", "不在区划表中，请填写镇街、村社区名称或代码"))
    organisation = _organisation(row, refusals)
    lon, lat = _position(row, refusals)
    if refusals:
        raise Refused("row", "这一行有误", fields=tuple(refusals))
    return {
        "name": row.value("name"),
        "category": category.value if category else "",
        "division": division,
        "area": area_of(division) if division else "",
        "organisation": organisation,
        "address": row.value("address"),
        "phone": row.value("phone"),
        "lon": lon,
        "lat": lat,
        "directions": row.value("directions"),
    }


def _organisation(row: Row, refusals: list[FieldRefusal]) -> Organisation | None:
    if not row.value("organisation"):
        return None
    found = find_organisation(row.value("organisation"))
    if found is None:
        refusals.append(FieldRefusal("organisation", "没有这个单位，请先登记单位或它的别名"))
    return found


def _position(row: Row, refusals: list[FieldRefusal]) -> tuple[float | None, float | None]:
    texts = row.value("lon"), row.value("lat")
    if not any(texts):
        return None, None
    numbers: list[float] = []
    for key, text, low, high in (("lon", texts[0], 73, 136), ("lat", texts[1], 3, 54)):
        try:
            number = float(text)
        except ValueError:
            refusals.append(FieldRefusal(key, "经度和纬度应同时填写，为十进制度数（WGS-84）"))
            continue
        if not low <= number <= high:
            refusals.append(FieldRefusal(key, f"应在{low}与{high}之间"))
        numbers.append(number)
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (None, None)


def _spans(row: Row) -> tuple[Span, ...]:
    if not row.value("hours"):
        return ()
    try:
        return parse_hours(row.value("hours"))
    except UnreadableHoursError as error:
        rule = f"看不懂“{error}”，请写成：工作日 9:00-12:00、13:00-17:00；周六 9:00-12:00"
        raise row.refuse("hours", rule) from error


def _windows(row: Row) -> list[tuple[str, str]]:
    windows = []
    for piece in filter(None, (part.strip() for part in row.value("windows").split("|"))):
        code, _, name = piece.partition(" ")
        if not (code and name.strip()) or len(code) > 20 or len(name.strip()) > 60:
            raise row.refuse("windows", "应写成“窗口号 名称”，几个窗口之间用 | 分开")
        windows.append((code, name.strip()))
    return windows


def _land_windows(row: Row, place: Place, windows: list[tuple[str, str]]) -> bool:
    is_changed = False
    for code, name in windows:
        window, is_new = Window.objects.get_or_create(
            code=code, defaults={"place": place, "name": name}
        )
        if window.place_id != place.pk:
            raise row.refuse("windows", f"窗口号 {code} 已用于另一地点")
        if window.name != name:
            Window.objects.filter(pk=window.pk).update(name=name)
            is_new = True
        is_changed = is_changed or is_new
    return is_changed


def _fresh_slug(name: str) -> str:
    words = slug_of(name, longest=70) or "place"
    slug = words
    number = 1
    while Place.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{words}-{number}"
    return slug
