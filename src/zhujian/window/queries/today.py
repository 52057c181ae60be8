"""What a window did on a day: taken in, accepted, handed out, by item."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from zhujian.cases.models import Case
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.people.models import Organisation
from zhujian.window.models import HandOut


@dataclass(frozen=True, slots=True)
class ItemDay:
    """What a window did on a day for one item."""

    name: str
    taken_in: int
    accepted: int
    handed_out: int


@dataclass(frozen=True, slots=True)
class WindowDay:
    """What a window did on a day."""

    items: list[ItemDay]
    taken_in: int
    accepted: int
    handed_out: int


def day_of(window: Organisation, *, on: date) -> WindowDay:
    """Return a window's day by item, in two queries over that day's rows alone.

    A case's number begins with the day on which it came in, so its unique index finds the day.
    """
    came = list(_of_day(on).filter(taken_in_at=window).values_list("item_name", "accepted_on"))
    out = HandOut.objects.filter(desk=window, on=on).values_list("case__item_name", flat=True)
    taken_in = Counter(name for name, _ in came)
    accepted = Counter(name for name, day in came if day is not None)
    handed_out = Counter(out)
    items = [
        ItemDay(name, taken_in[name], accepted[name], handed_out[name])
        for name in _by_weight(taken_in, handed_out)
    ]
    return WindowDay(items, taken_in.total(), accepted.total(), handed_out.total())


def _of_day(on: date) -> CaseQuerySet:
    first = f"BJ{on:%Y%m%d}-"
    return Case.objects.filter(number__gte=f"{first}000000-0", number__lte=f"{first}ZZZZZZ-Z")


def _by_weight(*counts: Counter[str]) -> list[str]:
    whole: Counter[str] = sum(counts, Counter())
    return [name for name, _ in sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))]
