"""Readings of ratings: figures, the board, the page of a token, what was bad."""

from zhujian.ratings.queries.bad import BadPage, BadRating, bad_ratings
from zhujian.ratings.queries.board import (
    ITEMS_SHOWN,
    BoardRow,
    Reason,
    by_item,
    by_month,
    by_organisation,
    by_place,
    first_month,
    item_name,
    known_places,
    organisations_rated,
    places_rated,
    reasons,
)
from zhujian.ratings.queries.counts import Filters, summary
from zhujian.ratings.queries.offers import OfferView, offer_view

__all__ = [
    "ITEMS_SHOWN",
    "BadPage",
    "BadRating",
    "BoardRow",
    "Filters",
    "OfferView",
    "Reason",
    "bad_ratings",
    "by_item",
    "by_month",
    "by_organisation",
    "by_place",
    "first_month",
    "item_name",
    "known_places",
    "offer_view",
    "organisations_rated",
    "places_rated",
    "reasons",
    "summary",
]
