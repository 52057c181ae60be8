"""Readings of the rating counts; they come from the rollup, never from a scan of ratings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from zhujian.kernel import clock
from zhujian.people.queries import organisation_names
from zhujian.ratings.models import Counts, RatingDay, RatingMonth, RatingOffer
from zhujian.ratings.names import item_names
from zhujian.ratings.options import LEVELS
from zhujian.ratings.rules import Summary
from zhujian.ratings.steps import token_digest

_COLUMNS = (
    *(f"active_{level}" for level in LEVELS),
    *(f"default_{level}" for level in LEVELS),
    "offered",
    "answered",
)
_SUMS = {f"sum_{name}": Sum(name, default=0) for name in _COLUMNS}
ITEMS_SHOWN = 50
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """Which ratings are looked at; days are inclusive."""

    organisation: str = ""
    item: str = ""
    place: str = ""
    channel: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_of_whole_months(self) -> bool:
        """Whether the counts by month can answer, which are fewer."""
        begins = self.since is None or self.since.day == 1
        ends = self.until is None or (self.until + timedelta(days=1)).day == 1
        return begins and ends and not self.place and not self.channel


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board: whose, its name, its figures."""

    key: str
    name: str
    summary: Summary


def summary(filters: Filters | None = None) -> Summary:
    """Return the figures over what the filters leave, in one query."""
    return _summary(_counts(filters or Filters()).aggregate(**_SUMS))


def by_organisation(filters: Filters) -> list[BoardRow]:
    """Return the figures of each organisation, by name."""
    summaries = _grouped(filters, "organisation")
    names = organisation_names(summaries)
    rows = [BoardRow(slug, names.get(slug, slug), found) for slug, found in summaries.items()]
    return sorted(rows, key=lambda row: row.name)


def by_item(filters: Filters) -> list[BoardRow]:
    """Return the figures of the items asked about most, at most 50."""
    summaries = _grouped(filters, "item")
    summaries.pop("", None)
    names = item_names(summaries.keys())
    rows = [BoardRow(code, names[code], found) for code, found in summaries.items()]
    rows.sort(key=lambda row: (-row.summary.offered, row.key))
    return rows[:ITEMS_SHOWN]


def by_month(filters: Filters) -> list[BoardRow]:
    """Return the figures of each of the last twelve months that has any, newest first."""
    rows = [
        BoardRow(month, f"{month[:4]}年{int(month[5:])}月", found)
        for month, found in _grouped(filters, "month").items()
    ]
    rows.sort(key=lambda row: row.key, reverse=True)
    return rows[:MONTHS_SHOWN]


def _grouped(filters: Filters, by: str) -> dict[str, Summary]:
    return {
        _text(row.pop(by)): _summary(row)
        for row in _counts(filters).order_by(by).values(by).annotate(**_SUMS)
    }


def _counts(filters: Filters) -> QuerySet[Any]:
    """Return the rows of counts that the filters leave, by month where that is enough."""
    is_monthly = filters.is_of_whole_months
    day = "month" if is_monthly else "day"
    wanted = {
        "organisation": filters.organisation,
        "item": filters.item,
        "place": filters.place,
        "channel": filters.channel,
        f"{day}__gte": filters.since,
        f"{day}__lte": filters.until,
    }
    model: type[Counts] = RatingMonth if is_monthly else RatingDay
    return model._default_manager.filter(**{key: one for key, one in wanted.items() if one})


def _summary(row: Mapping[str, int]) -> Summary:
    return Summary(
        active={level: row[f"sum_active_{level}"] for level in LEVELS},
        default={level: row[f"sum_default_{level}"] for level in LEVELS},
        offered=row["sum_offered"],
        answered=row["sum_answered"],
    )


def _text(key: str | date) -> str:
    return key.strftime("%Y-%m") if isinstance(key, date) else key


@dataclass(frozen=True, slots=True)
class OfferView:
    """What the page of a token knows."""

    offer: RatingOffer
    organisation_name: str
    item_name: str
    is_rated: bool
    is_expired: bool


def offer_view(token: str) -> OfferView | None:
    """Return what the page of a token shows, or None where no such offer is."""
    offer = (
        RatingOffer.objects.filter(digest=token_digest(token))
        .select_related("rating__line")
        .first()
    )
    if offer is None:
        return None
    return OfferView(
        offer,
        organisation_names([offer.organisation]).get(offer.organisation, offer.organisation),
        item_names([offer.item])[offer.item] if offer.item else "",
        hasattr(offer, "rating"),
        offer.expires_at <= clock.now(),
    )


def organisations_rated() -> dict[str, str]:
    """Return the organisations that the board may be narrowed to, by slug."""
    slugs = RatingMonth.objects.order_by().values_list("organisation", flat=True).distinct()
    return organisation_names(slugs)


def is_item_rated(code: str) -> bool:
    """Say whether anybody was ever asked about an item."""
    return code.isprintable() and RatingMonth.objects.filter(item=code).exists()


def item_name(code: str) -> str:
    """Return the name of an item, or "" for no code."""
    return item_names([code])[code] if code else ""
