"""Readings of the rating counts; they come from the rollup, never from a scan of ratings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from zhujian.kernel import clock
from zhujian.people.queries import organisation_names
from zhujian.ratings.models import OfferDay, RatingDay, RatingOffer
from zhujian.ratings.names import item_names
from zhujian.ratings.rules import Summary, summed
from zhujian.ratings.steps import token_digest

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

    def condition(self) -> Q:
        """Return the condition on the counts by day."""
        wanted = {
            "organisation": self.organisation,
            "item": self.item,
            "place": self.place,
            "channel": self.channel,
            "day__gte": self.since,
            "day__lte": self.until,
        }
        return Q(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board: whose, its name, its figures."""

    key: str
    name: str
    summary: Summary


def summary(filters: Filters | None = None) -> Summary:
    """Return the figures over what the filters leave, in two queries."""
    condition = (filters or Filters()).condition()
    levels = (
        RatingDay.objects.filter(condition)
        .values_list("level", "is_default")
        .annotate(n=Sum("count"))
        .order_by("level", "is_default")
    )
    asked = OfferDay.objects.filter(condition).aggregate(
        offered=Sum("offered", default=0), answered=Sum("answered", default=0)
    )
    return summed(list(levels), offered=asked["offered"], answered=asked["answered"])


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
    condition = filters.condition()
    month = {"month": TruncMonth("day")} if by == "month" else {}
    counts = (
        RatingDay.objects.filter(condition)
        .annotate(**month)
        .values_list(by, "level", "is_default")
        .annotate(n=Sum("count"))
    )
    asks = (
        OfferDay.objects.filter(condition)
        .annotate(**month)
        .values_list(by)
        .annotate(o=Sum("offered"), a=Sum("answered"))
    )
    levels: dict[str, list[tuple[int, bool, int]]] = {}
    for key, level, is_default, count in counts:
        levels.setdefault(_text(key), []).append((level, is_default, count))
    asked = {_text(key): (offered, answered) for key, offered, answered in asks}
    return {
        key: summed(levels.get(key, []), offered=offered, answered=answered)
        for key in dict.fromkeys([*asked, *levels])
        for offered, answered in [asked.get(key, (0, 0))]
    }


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
    slugs: Iterable[str] = (
        OfferDay.objects.order_by("organisation").values_list("organisation", flat=True).distinct()
    )
    return organisation_names(slugs)


def is_item_rated(code: str) -> bool:
    """Say whether anybody was ever asked about an item."""
    return code.isprintable() and OfferDay.objects.filter(item=code).exists()


def item_name(code: str) -> str:
    """Return the name of an item, or "" for no code."""
    return item_names([code])[code] if code else ""
