"""Names of items for rooms that know them by code only."""

from collections.abc import Collection

from zhujian.catalogue.models import Item


def item_names(codes: Collection[str]) -> dict[str, str]:
    """Return the official names of items by code, in one query."""
    return dict(Item.objects.filter(code__in=codes).values_list("code", "name"))
