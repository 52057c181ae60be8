"""The page of whoever holds a token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhujian.kernel import journal
from zhujian.kernel.refusals import Refused, not_found
from zhujian.ratings import actions, queries
from zhujian.ratings.forms import RatingForm
from zhujian.ratings.options import OPTIONS
from zhujian.ratings.queries import OfferView
from zhujian.web.access import token_holder
from zhujian.web.forms import add_refusal


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
