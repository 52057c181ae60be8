"""Pages of rating: one for whoever holds a token, one board for everybody."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhujian.kernel import journal
from zhujian.kernel.refusals import Refused, not_found
from zhujian.ratings import actions, queries
from zhujian.ratings.forms import RatingForm
from zhujian.ratings.options import LEVELS, OPTIONS
from zhujian.ratings.queries import BoardRow, Filters, OfferView
from zhujian.ratings.rules import GOOD_FROM, Summary, share
from zhujian.web.access import public, token_holder
from zhujian.web.forms import add_refusal
from zhujian.web.words import number_cn, percent_cn

_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])", re.ASCII)


@token_holder
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a rating and take it; afterwards show it with its receipt."""
    view = queries.offer_view(token)
    if view is None:
        raise not_found("评价链接无效，请核对是否完整。")
    if view.is_rated:
        return _rated_page(request, view)
    if view.is_expired:
        return render(request, "ratings/expired.html", {"view": view}, status=410)
    if request.method != "POST":
        return _rate_page(request, view, RatingForm())
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _rate_page(request, view, form, status=422)
    try:
        actions.give_rating(
            token=token,
            stars=form.cleaned_data["stars"],
            options=form.chosen,
            text=form.cleaned_data["text"],
        )
    except Refused as refused:
        add_refusal(form, refused)
        return _rate_page(request, view, form, status=refused.status)
    return redirect("ratings:rate", token)


def _rate_page(
    request: HttpRequest, view: OfferView, form: RatingForm, status: int = 200
) -> HttpResponse:
    return render(request, "ratings/rate.html", {"view": view, "form": form}, status=status)


def _rated_page(request: HttpRequest, view: OfferView) -> HttpResponse:
    rating = view.offer.rating
    context = {
        "view": view,
        "rating": rating,
        "reasons": [OPTIONS[code] for code in rating.options],
        "receipt": "" if rating.is_default else journal.receipt(rating.line),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "ratings/rated.html", context, status=status)


@public(tags=("ratings", "organisations"), query_keys=("organisation", "item", "month"))
def board(request: HttpRequest) -> HttpResponse:
    """Show what people say of the offices, with the sample beside every share."""
    names = queries.organisations_rated()
    filters = _filters(request, names)
    narrowed = {
        "organisation": filters.organisation,
        "item": filters.item,
        "month": request.GET.get("month", ""),
    }
    whole = queries.summary(filters)
    months = queries.by_month(filters)
    context = {
        "whole": whole,
        "organisations": queries.by_organisation(filters),
        "items": queries.by_item(filters),
        "months": months,
        "level_bars": [_level_bar(level, whole) for level in LEVELS],
        "month_bars": [_month_bar(row) for row in months],
        "names": names,
        "narrowed": narrowed,
        "item_name": queries.item_name(filters.item),
    }
    return render(request, "ratings/board.html", context)


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


def _filters(request: HttpRequest, names: dict[str, str]) -> Filters:
    organisation = request.GET.get("organisation", "")
    if organisation and organisation not in names:
        raise not_found("没有这个单位的评价。")
    item = request.GET.get("item", "")
    if item and not queries.is_item_rated(item):
        raise not_found("没有这个事项的评价。")
    since, until = _month(request.GET.get("month", ""))
    return Filters(organisation=organisation, item=item, since=since, until=until)


def _month(text: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    if not _MONTH.fullmatch(text):
        raise not_found("月份应写作2026-11这样的形式。")
    year, month = int(text[:4]), int(text[5:])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
