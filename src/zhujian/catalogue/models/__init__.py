"""Models of the catalogue."""

from zhujian.catalogue.models.guide import Guide, GuideDraft
from zhujian.catalogue.models.item import Item, ItemAlias
from zhujian.catalogue.models.offer import Grant, ItemPlace, Offer

__all__ = ["Grant", "Guide", "GuideDraft", "Item", "ItemAlias", "ItemPlace", "Offer"]
