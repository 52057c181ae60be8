"""Parts of the import of divisions."""

from zhujian.divisions.models import Division, DivisionAlias, Level
from zhujian.divisions.rules import level_of, parent_code
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.kernel.tables import Column, Outcome, Row

COLUMNS = (
    Column(
        "code", ("区划代码", "代码", "编码", "code"), is_required=True, is_code=True, longest=20
    ),
    Column("name", ("名称", "区划名称", "name"), is_required=True, longest=60),
    Column("level", ("层级", "级别", "level"), longest=20),
    Column("parent", ("上级代码", "上级", "parent"), is_code=True, longest=20),
    Column("lon", ("经度", "lon", "longitude"), is_code=True, longest=24),
    Column("lat", ("纬度", "lat", "latitude"), is_code=True, longest=24),
    Column("aliases", ("别名", "曾用名", "aliases")),
)
LEVEL_WORDS = {
    "county": "county", "县": "county", "县级": "county", "县（市、区）": "county", "市": "county",
    "town": "town", "镇": "town", "乡镇": "town", "街道": "town", "乡镇、街道": "town",
    "village": "village", "村": "village", "社区": "village", "村、社区": "village",
}  # fmt: skip


def land_division(row: Row) -> Outcome:
    """Make or change one division; a name it had before stays findable."""
    code = _code(row)
    level = _level(row, code)
    parent = _parent(row, code, level)
    lon, lat = _position(row)
    known = Division.objects.filter(code=code).first()
    fields: dict[str, object] = {"name": row.value("name"), "level": level, "parent": parent}
    if lon is not None:
        fields |= {"lon": lon, "lat": lat}
    if known is None:
        division = Division.objects.create(code=code, **fields)
        _add_aliases(row, division)
        return Outcome.CREATED
    differs = [name for name, value in fields.items() if getattr(known, name) != value]
    if "name" in differs:
        DivisionAlias.objects.get_or_create(name=known.name, defaults={"division": known})
    for name in differs:
        setattr(known, name, fields[name])
    if differs:
        known.save(update_fields=differs)
    has_new_alias = _add_aliases(row, known)
    return Outcome.CHANGED if differs or has_new_alias else Outcome.UNCHANGED


def _code(row: Row) -> str:
    code = row.value("code")
    if not (len(code) == 12 and code.isascii() and code.isdigit()):
        raise row.refuse("code", "应为12位数字的统计用区划代码")
    return code


def _level(row: Row, code: str) -> str:
    level = level_of(code)
    if row.value("level") and LEVEL_WORDS.get(row.value("level")) != level:
        words = Level(level).label
        raise row.refuse("level", f"与代码不符：{code} 是{words}的代码")
    return level


def _parent(row: Row, code: str, level: str) -> Division | None:
    if level == Level.COUNTY:
        return None
    expected = parent_code(code)
    if row.value("parent") and row.value("parent") != expected:
        raise row.refuse("parent", f"与代码不符，应为 {expected}")
    parent = Division.objects.filter(code=expected).first()
    if parent is None:
        rule = f"上级 {expected} 不在区划表中，请先导入上级"
        key = "parent" if row.value("parent") else "code"
        raise row.refuse(key, rule)
    return parent


def _position(row: Row) -> tuple[float | None, float | None]:
    texts = row.value("lon"), row.value("lat")
    if not any(texts):
        return None, None
    refusals = []
    numbers: list[float] = []
    for key, text, low, high in (("lon", texts[0], 73, 136), ("lat", texts[1], 3, 54)):
        try:
            numbers.append(float(text))
        except ValueError:
            refusals.append(FieldRefusal(key, "经度和纬度应同时填写，为十进制度数（WGS-84）"))
            continue
        if not low <= numbers[-1] <= high:
            refusals.append(FieldRefusal(key, f"应在{low}与{high}之间"))
    if refusals:
        raise Refused("row", "坐标有误", fields=tuple(refusals))
    return numbers[0], numbers[1]


def _add_aliases(row: Row, division: Division) -> bool:
    names = {name.strip() for name in row.value("aliases").replace("、", "|").split("|")} - {""}
    is_new = False
    for name in sorted(names):
        alias, made = DivisionAlias.objects.get_or_create(
            name=name, defaults={"division": division}
        )
        if alias.division_id != division.pk:
            raise row.refuse("aliases", f"别名「{name}」已属于{alias.division.name}")
        is_new = is_new or made
    return is_new
