"""The public board: what people say of the offices, with the sample beside every share."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.kernel import clock
from zhujian.kernel.refusals import not_found
from zhujian.people.queries import organisation_names
from zhujian.ratings import queries
from zhujian.ratings.options import LEVELS
from zhujian.ratings.queries import BoardRow, Filters
from zhujian.ratings.rules import GOOD_FROM, RANKED_FROM, Summary, share
from zhujian.web.access import public
from zhujian.web.words import number_cn, percent_cn

_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])", re.ASCII)


@public(
    tags=("ratings", "organisations", "places"),
    query_keys=("organisation", "item", "place", "month"),
)
def board(request: HttpRequest) -> HttpResponse:
    """Show the figures by organisation, place, item and month, narrowed as asked."""
    names = _Names()
    filters = _filters(request, names)
    month = request.GET.get("month", "")
    year = filters.within(queries.first_month(clock.today()), None)
    shown = filters if month else year
    whole = queries.summary(shown)
    months = queries.by_month(year)
    context = {
        "whole": whole,
        "organisations": queries.by_organisation(shown),
        "places": queries.by_place(shown),
        "items": queries.by_item(shown),
        "months": months,
        "level_bars": [_level_bar(level, whole) for level in LEVELS],
        "month_bars": [_month_bar(row) for row in months],
        "complaints": queries.reasons(shown, is_bad=True),
        "praises": queries.reasons(shown, is_bad=False),
        "names": names,
        "narrowed": {
            "organisation": filters.organisation,
            "place": filters.place,
            "item": filters.item,
            "month": month,
        },
        "item_name": names.item,
        "since": year.since,
        "ranked_from": RANKED_FROM,
        "items_shown": queries.ITEMS_SHOWN,
    }
    return render(request, "ratings/board.html", context)


class _Names:
    """The names of what the board may be narrowed to."""

    def __init__(self) -> None:
        self.organisations = queries.organisations_rated()
        self.places = queries.places_rated()
        self.item = ""

    def knows_organisation(self, slug: str) -> bool:
        """Say whether there is such an organisation; one nobody rated yet is remembered too."""
        if slug not in self.organisations and slug.isprintable():
            self.organisations |= organisation_names([slug])
        return slug in self.organisations

    def knows_place(self, slug: str) -> bool:
        """Say whether there is such a place; one nobody rated yet is remembered too."""
        if slug not in self.places and slug.isprintable():
            self.places |= queries.known_places([slug])
        return slug in self.places

    def knows_item(self, code: str) -> bool:
        """Say whether there is such an item, and remember its name."""
        self.item = queries.item_name(code)
        return bool(self.item)


def _filters(request: HttpRequest, names: _Names) -> Filters:
    organisation, item, place = (
        request.GET.get(key, "") for key in ("organisation", "item", "place")
    )
    if organisation and not names.knows_organisation(organisation):
        raise not_found("没有这个单位的评价。")
    if place and not names.knows_place(place):
        raise not_found("没有这个地点的评价。")
    if item and not names.knows_item(item):
        raise not_found("没有这个事项的评价。")
    since, until = _month(request.GET.get("month", ""))
    return Filters(organisation=organisation, item=item, place=place, since=since, until=until)


def _month(text: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    if not _MONTH.fullmatch(text):
        raise not_found("月份应写作2026-11这样的形式。")
    year, month = int(text[:4]), int(text[5:])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _level_bar(level: int, whole: Summary) -> dict[str, Any]:
    count = whole.active[level]
    return {
        "label": f"{level}星 {LEVELS[level]}",
        "value": f"{number_cn(count)} 件",
        "share": share(count, whole.sample) or 0,
        "kind": "done" if level >= GOOD_FROM else "overdue",
    }


def _month_bar(row: BoardRow) -> dict[str, Any]:
    rate = row.summary.satisfaction
    sample = f"{number_cn(row.summary.sample)} 件"
    return {
        "label": row.name,
        "value": "无样本" if rate is None else f"{percent_cn(rate)}（{sample}）",
        "share": rate or 0,
    }
