"""The lines of the public board: who stands where, and why people are content or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from zhujian.people.queries import organisation_names
from zhujian.places.models import Place
from zhujian.ratings.models import RatingMonth, RatingPlaceMonth, RatingReason
from zhujian.ratings.names import item_names
from zhujian.ratings.options import OPTIONS
from zhujian.ratings.queries.counts import Filters, grouped
from zhujian.ratings.rules import BAD_UP_TO, RANKED_FROM, Summary

ITEMS_SHOWN = 20
MONTHS_SHOWN = 12
REASONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board: whose, its name, its figures, its place among those ranked."""

    key: str
    name: str
    summary: Summary
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """How often a reason was ticked."""

    option: str
    text: str
    times: int


def by_organisation(filters: Filters) -> list[BoardRow]:
    """Return the figures of each organisation, the ranked ones first."""
    summaries = grouped(filters, "organisation")
    names = organisation_names(summaries)
    return ranked({slug: names.get(slug, slug) for slug in summaries}, summaries)


def by_place(filters: Filters) -> list[BoardRow]:
    """Return the figures of each place at which people were served, the ranked ones first."""
    summaries = grouped(filters, "place")
    summaries.pop("", None)
    return ranked(place_names(summaries), summaries)


def by_item(filters: Filters) -> list[BoardRow]:
    """Return the figures of the items asked about most, at most 20, the ranked ones first."""
    summaries = grouped(filters, "item")
    summaries.pop("", None)
    most = sorted(summaries, key=lambda code: (-summaries[code].offered, code))[:ITEMS_SHOWN]
    return ranked(item_names(most), summaries)


def by_month(filters: Filters) -> list[BoardRow]:
    """Return the figures of each of the last twelve months that has any, newest first."""
    rows = [
        BoardRow(month, f"{month[:4]}年{int(month[5:])}月", found)
        for month, found in grouped(filters, "month").items()
    ]
    rows.sort(key=lambda row: row.key, reverse=True)
    return rows[:MONTHS_SHOWN]


def ranked(names: Mapping[str, str], summaries: Mapping[str, Summary]) -> list[BoardRow]:
    """Return lines by rank; those with too few ratings follow by name and have no rank.

    Whose satisfaction is at least how much, with 95 % certainty, decides: a lucky few do not
    stand above many.
    """
    enough = [key for key in names if summaries[key].sample >= RANKED_FROM]
    enough.sort(key=lambda key: (-_surely(summaries[key]), -summaries[key].sample, names[key]))
    few = sorted(set(names) - set(enough), key=lambda key: (names[key], key))
    first = [
        BoardRow(key, names[key], summaries[key], place)
        for place, key in enumerate(enough, start=1)
    ]
    return [*first, *(BoardRow(key, names[key], summaries[key]) for key in few)]


def _surely(found: Summary) -> float:
    return found.interval[0] if found.interval else 0.0


def reasons(filters: Filters, *, is_bad: bool) -> list[Reason]:
    """Return the reasons ticked most under bad ratings, or under the others, in whole months."""
    time = {"month__gte": filters.since, "month__lte": filters.until}
    wanted = filters.thing | {key: day for key, day in time.items() if day}
    last_bad = f"{BAD_UP_TO}99"
    rows = RatingReason.objects.filter(**wanted)
    rows = rows.filter(option__lte=last_bad) if is_bad else rows.filter(option__gt=last_bad)
    most = rows.values_list("option").annotate(sum=Sum("times")).order_by("-sum", "option")
    return [
        Reason(option, OPTIONS.get(option, option), times) for option, times in most[:REASONS_SHOWN]
    ]


def organisations_rated() -> dict[str, str]:
    """Return the organisations that the board may be narrowed to, by slug."""
    slugs = RatingMonth.objects.order_by().values_list("organisation", flat=True).distinct()
    return organisation_names(slugs)


def places_rated() -> dict[str, str]:
    """Return the places that the board may be narrowed to, by slug."""
    slugs = RatingPlaceMonth.objects.order_by().values_list("place", flat=True).distinct()
    return place_names(slugs)


def place_names(slugs: Iterable[str]) -> dict[str, str]:
    """Return the names of places by slug; a place that is gone keeps its slug."""
    wanted = list(slugs)
    known = known_places(wanted)
    return {slug: known.get(slug, slug) for slug in wanted}


def known_places(slugs: Iterable[str]) -> dict[str, str]:
    """Return the names of the places that there are among `slugs`."""
    return dict(Place.objects.filter(slug__in=list(slugs)).values_list("slug", "name"))


def item_name(code: str) -> str:
    """Return the name of an item, "" for no code and for one that nobody knows."""
    if not code or not code.isprintable():
        return ""
    name = item_names([code])[code]
    is_known = name != code or RatingMonth.objects.filter(item=code).exists()
    return name if is_known else ""


def first_month(today: date) -> date:
    """Return the first day of the twelve months that the board looks back on."""
    months = today.year * 12 + today.month - 1 - (MONTHS_SHOWN - 1)
    return date(months // 12, months % 12 + 1, 1)
