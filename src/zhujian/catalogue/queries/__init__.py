"""Readings of the catalogue for pages, the API and rooms above."""

from zhujian.catalogue.queries.counts import counts
from zhujian.catalogue.queries.drafts import DraftRow, DraftView, draft_of, drafts_for
from zhujian.catalogue.queries.facets import (
    CataloguePage,
    Facet,
    FacetOption,
    Filters,
    catalogue,
    filters_of,
    items_matching,
)
from zhujian.catalogue.queries.guides import (
    GuideView,
    complete_twin,
    guide,
    guide_with_places,
    history,
)
from zhujian.catalogue.queries.places import PlaceView, places_for
from zhujian.catalogue.queries.shapes import card, item_shape, offers_of

__all__ = [
    "CataloguePage",
    "DraftRow",
    "DraftView",
    "Facet",
    "FacetOption",
    "Filters",
    "GuideView",
    "PlaceView",
    "card",
    "catalogue",
    "complete_twin",
    "counts",
    "draft_of",
    "drafts_for",
    "filters_of",
    "guide",
    "guide_with_places",
    "history",
    "item_shape",
    "items_matching",
    "offers_of",
    "places_for",
]
