"""Parts of actions, and what rooms above may take from the catalogue."""

from zhujian.catalogue.steps.application import ItemForCase, item_for_application
from zhujian.catalogue.steps.places import rebuild_item_places

__all__ = ["ItemForCase", "item_for_application", "rebuild_item_places"]
