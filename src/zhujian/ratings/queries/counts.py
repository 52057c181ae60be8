"""The figures of ratings; they come from the counts, never from a scan of ratings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from zhujian.ratings.models import Counts, RatingDay, RatingMonth, RatingPlaceMonth
from zhujian.ratings.options import LEVELS
from zhujian.ratings.rules import Summary

_COLUMNS = (
    *(f"active_{level}" for level in LEVELS),
    *(f"default_{level}" for level in LEVELS),
    "offered",
    "answered",
)
_SUMS = {f"sum_{name}": Sum(name, default=0) for name in _COLUMNS}


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
        return begins and ends and not self.channel

    @property
    def thing(self) -> dict[str, str]:
        """Whose ratings they are: what of organisation, item and place is named."""
        named = {"organisation": self.organisation, "item": self.item, "place": self.place}
        return {key: one for key, one in named.items() if one}

    def within(self, since: date | None, until: date | None) -> "Filters":
        """Return the same filters over another time."""
        return replace(self, since=since, until=until)


def summary(filters: Filters | None = None) -> Summary:
    """Return the figures over what the filters leave, in one query."""
    return _summary(_counts(filters or Filters()).aggregate(**_SUMS))


def grouped(filters: Filters, by: str) -> dict[str, Summary]:
    """Return the figures by `organisation`, `item`, `place` or `month`, in one query."""
    return {
        _text(row.pop(by)): _summary(row)
        for row in _counts(filters, by=by).order_by(by).values(by).annotate(**_SUMS)
    }


def _counts(filters: Filters, by: str = "") -> QuerySet[Any]:
    """Return the rows of counts that the filters leave, of the coarsest table that can answer."""
    model: type[Counts] = RatingMonth
    if not filters.is_of_whole_months:
        model = RatingDay
    elif filters.place or by == "place":
        model = RatingPlaceMonth
    day = "day" if model is RatingDay else "month"
    wanted = filters.thing | {
        "channel": filters.channel,
        f"{day}__gte": filters.since,
        f"{day}__lte": filters.until,
    }
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
