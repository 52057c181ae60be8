"""Finding divisions by code, by name, by a name they had before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from zhujian.divisions.models import Division, DivisionAlias, DivisionQuerySet, Level
from zhujian.divisions.rules import bare_name, full_code
from zhujian.kernel.tables.cells import code_text

LEVELS = (Level.COUNTY, Level.TOWN, Level.VILLAGE)
LONGEST = 120


@dataclass(frozen=True, slots=True)
class DivisionCounts:
    """How many towns and villages the county has."""

    towns: int
    villages: int


def county() -> Division | None:
    """Return the county, or None before any import."""
    return Division.objects.counties().order_by("code").first()


def counts() -> DivisionCounts:
    """Return the numbers of towns and villages in one query."""
    found = Division.objects.aggregate(
        towns=Count("pk", filter=Q(level=Level.TOWN)),
        villages=Count("pk", filter=Q(level=Level.VILLAGE)),
    )
    return DivisionCounts(**found)


def towns() -> DivisionQuerySet:
    """Return the towns and streets, by code."""
    return Division.objects.towns()


def villages_of(town: Division) -> DivisionQuerySet:
    """Return the villages and communities of a town, by code."""
    return Division.objects.villages().filter(parent=town)


def town_of(division: Division) -> Division | None:
    """Return the town in which a division lies (itself, for a town; None for the county)."""
    if division.level == Level.VILLAGE:
        return division.parent
    return division if division.level == Level.TOWN else None


def find_division(text: str) -> Division | None:
    """Return the division that a code, a name, a former name or a path of names means.

    A path narrows from left to right (绵竹市汉旺镇武都社区). None where nothing bears the name, or
    where more than one thing of the same level does.
    """
    wanted = code_text(text)
    if not wanted or len(wanted) > LONGEST:
        return None
    code = full_code(wanted)
    if code:
        return Division.objects.select_related("parent").filter(code=code).first()
    everything = list(Division.objects.select_related("parent"))
    former = {
        alias.name: alias.division
        for alias in DivisionAlias.objects.select_related("division__parent")
    }
    return _named(wanted, everything, former) or _by_path(wanted, everything, former)


def _named(text: str, among: Iterable[Division], former: Mapping[str, Division]) -> Division | None:
    """Return what bears the name: in full, as people say it, formerly, without its suffix."""
    candidates = list(among)
    return (
        _only(one for one in candidates if text in {one.name, one.short_name})
        or former.get(text)
        or _only(one for one in candidates if bare_name(one.name) == text)
        or (_only(one for one in candidates if bare_name(one.name) == bare_name(text)))
    )


def _by_path(
    text: str, everything: Sequence[Division], former: Mapping[str, Division]
) -> Division | None:
    """Return what the end of a path means inside what its beginning means."""
    for split in range(len(text) - 1, 1, -1):
        outer = _named(text[:split], everything, former)
        if outer is None or outer.level == Level.VILLAGE:
            continue
        inside = [one for one in everything if _lies_in(one, outer)]
        return _named(text[split:], inside, {}) or _by_path(text[split:], inside, {})
    return None


def _lies_in(division: Division, outer: Division) -> bool:
    """Return whether the code says so: what lies inside begins as the outer one does."""
    digits = 6 if outer.level == Level.COUNTY else 9
    return division.pk != outer.pk and division.code[:digits] == outer.code[:digits]


def _only(found: Iterable[Division]) -> Division | None:
    """Return the one of the highest level, or None where two of that level were found."""
    by_level = sorted(found, key=lambda one: LEVELS.index(one.level))
    if not by_level:
        return None
    first = by_level[0]
    return first if sum(one.level == first.level for one in by_level) == 1 else None
