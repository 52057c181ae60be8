"""One action a verb."""

from zhujian.catalogue.actions.importing import import_items
from zhujian.catalogue.actions.offering import (
    NewGrant,
    NewOffer,
    grant_power,
    offer_item,
    rebuild_places,
)
from zhujian.catalogue.actions.publishing import (
    list_item,
    publish_draft,
    publish_guide,
    publish_guides,
    resume_item,
    save_draft,
    suspend_item,
)

__all__ = [
    "NewGrant",
    "NewOffer",
    "grant_power",
    "import_items",
    "list_item",
    "offer_item",
    "publish_draft",
    "publish_guide",
    "publish_guides",
    "rebuild_places",
    "resume_item",
    "save_draft",
    "suspend_item",
]
