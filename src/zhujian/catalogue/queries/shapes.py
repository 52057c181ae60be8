"""Items in the shapes of the API."""

from collections.abc import Iterable
from typing import Any

from zhujian.catalogue.models import Item, Offer
from zhujian.catalogue.queries.guides import GuideView
from zhujian.catalogue.queries.places import PlaceView, place_shapes


def offers_of(view: GuideView) -> list[dict[str, Any]]:
    """Return who handles an item: its organisation first, then every active offer."""
    own = {
        "organisation": {"slug": view.organisation_slug, "name": view.organisation_name},
        "place": None,
        "since": None,
        "via": None,
    }
    rows = Offer.objects.filter(item_id=view.item_id, is_active=True).select_related(
        "organisation", "place", "grant"
    )
    return [own, *(_offer(row) for row in rows)]


def item_shape(view: GuideView, places: Iterable[PlaceView] = ()) -> dict[str, Any]:
    """Return an item as the API shows it: the snapshot with state, offers and places."""
    return {
        **view.snapshot,
        "status": view.status,
        "offers": offers_of(view),
        "places": place_shapes(places),
        "published_at": view.published_at.isoformat() if view.published_at else None,
        "changes": list(view.changes),
    }


def card(item: Item) -> dict[str, Any]:
    """Return an item as a list shows it."""
    return {
        "code": item.code,
        "name": item.name,
        "plain_name": item.plain_name,
        "title": item.title,
        "main_item": item.main_item,
        "kind": item.kind_text,
        "kind_code": item.kind,
        "status": item.status,
        "audience": [
            label
            for label, holds in (
                ("自然人", item.is_for_persons),
                ("法人", item.is_for_organisations),
            )
            if holds
        ],
        "organisation": {"slug": item.organisation.slug, "name": item.organisation.name},
        "is_online": item.is_online,
        "is_on_the_spot": item.is_on_the_spot,
        "url": f"/items/{item.code}/",
    }


def _offer(row: Offer) -> dict[str, Any]:
    grant, since = row.grant, row.since or (row.grant.since if row.grant else None)
    return {
        "organisation": {"slug": row.organisation.slug, "name": row.organisation.name},
        "place": {"slug": row.place.slug, "name": row.place.name} if row.place else None,
        "since": since.isoformat() if since else None,
        "via": {
            "grant": grant.slug,
            "kind": grant.get_kind_display(),
            "document": grant.document,
            "notice_url": grant.notice_url,
        }
        if grant
        else None,
    }
