"""The catalogue as its page shows it: items, facets, what is chosen."""

from typing import Any

from zhujian.catalogue.models import Item
from zhujian.catalogue.queries import CataloguePage, Facet
from zhujian.catalogue.states import ItemStatus
from zhujian.web.templating import with_query


def list_context(page: CataloguePage, base: str, *, after: str) -> dict[str, Any]:
    """Return what the template of the catalogue shows."""
    chosen = page.filters
    values = chosen.values
    return {
        "page": page,
        "rows": [_row(item) for item in page.items],
        "facets": [_facet(facet) for facet in page.facets],
        "chosen": [
            {"label": facet.label, "text": option.label, "href": option.url}
            for facet in page.facets
            for option in facet.options
            if option.is_chosen
        ],
        "is_narrowed": not chosen.is_empty,
        "next": with_query(base, **values, after=page.next) if page.next else "",
        "first": with_query(base, **values) if after else "",
        "everything": base,
    }


def _row(item: Item) -> dict[str, Any]:
    tags = []
    if item.status == ItemStatus.LISTED:
        tags.append(("指南完善中", "waiting"))
    if item.is_online:
        tags.append(("可网上办", "done"))
    if item.is_on_the_spot:
        tags.append(("当场办结", "done"))
    return {
        "code": item.code,
        "title": item.title,
        "official": item.name if item.plain_name else "",
        "main_item": item.main_item if item.main_item != item.name else "",
        "organisation": item.organisation.short_name,
        "kind": item.kind_text,
        "tags": tags,
    }


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "label": facet.label,
        "items": [
            {
                "text": option.label,
                "href": option.url,
                "is_current": option.is_chosen,
                "count": option.count,
            }
            for option in facet.options
        ],
    }
