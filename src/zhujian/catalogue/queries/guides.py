"""A guide as its page and the API read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.queries.places import PlaceView, places_of_item
from zhujian.catalogue.states import ItemKind, ItemStatus


@dataclass(frozen=True, slots=True)
class GuideView:
    """An item with the version of its guide in force.

    `snapshot` has the shape of the API's item without `status`, `places` and `offers`; a listed
    item has one in which only what is known is filled in. `version` is 0 without a guide.
    """

    item_id: int
    code: str
    name: str
    title: str
    main_item: str
    kind: str
    status: str
    status_text: str
    organisation_slug: str
    organisation_name: str
    organisation_short_name: str
    organisation_phones: Mapping[str, str]
    version: int
    snapshot: Mapping[str, Any]
    changes: tuple[str, ...]
    published_at: datetime | None
    changed_at: datetime
    suspended_because: str

    @property
    def is_complete(self) -> bool:
        """Whether a guide of the item has been published."""
        return self.version > 0

    @property
    def can_apply_online(self) -> bool:
        """Whether a person may apply on this site now."""
        return self.status == ItemStatus.PUBLISHED and bool(self.snapshot.get("is_online"))

    @property
    def tags(self) -> tuple[str, ...]:
        """What a page that shows the guide is stamped with."""
        return (f"item:{self.code}", f"organisation:{self.organisation_slug}")


def guide(code: str) -> GuideView | None:
    """Return the public item of a code with its guide, in one query, or None."""
    item = (
        Item.objects.public()
        .select_related("current_guide", "organisation")
        .defer("current_guide__elements")
        .filter(code=code)
        .first()
    )
    return guide_view(item) if item else None


def guide_with_places(code: str) -> tuple[GuideView, list[PlaceView]] | None:
    """Return a guide and where its item is handled, or None."""
    view = guide(code)
    return (view, places_of_item(view.item_id)) if view else None


def guide_view(item: Item) -> GuideView:
    """Return the view of an item that was loaded with its guide and organisation."""
    current = item.current_guide
    return GuideView(
        item_id=item.pk,
        code=item.code,
        name=item.name,
        title=item.title,
        main_item=item.main_item,
        kind=item.kind_text,
        status=item.status,
        status_text=item.status_text,
        organisation_slug=item.organisation.slug,
        organisation_name=item.organisation.name,
        organisation_short_name=item.organisation.short_name or item.organisation.name,
        organisation_phones={
            "consult": item.organisation.phone_consult,
            "supervise": item.organisation.phone_supervise,
        },
        version=current.version if current else 0,
        snapshot=current.snapshot if current else _bare(item),
        changes=tuple(current.changes) if current else (),
        published_at=current.published_at if current else None,
        changed_at=item.changed_at,
        suspended_because=item.suspended_because,
    )


def history(item_id: int, limit: int = 10) -> list[Guide]:
    """Return the latest versions of an item's guide, newest first, without their contents."""
    return list(
        Guide.objects.filter(item_id=item_id)
        .order_by("-version")
        .defer("snapshot", "elements")[:limit]
    )


def _bare(item: Item) -> dict[str, Any]:
    """Return the snapshot of an item whose guide is not complete: what is known, nothing more."""
    phones = {
        "consult": item.organisation.phone_consult,
        "supervise": item.organisation.phone_supervise,
    }
    known = {
        "code": item.code,
        "name": item.name,
        "plain_name": item.plain_name,
        "main_item": item.main_item,
        "kind": str(ItemKind(item.kind).label),
        "kind_code": item.kind,
        "organisation": {"slug": item.organisation.slug, "name": item.organisation.name},
        "phones": phones,
        "version": 0,
    }
    lists = (
        *("aliases", "audience", "steps", "materials"),
        *("legal_basis", "location", "faqs", "official"),
    )
    texts = ("summary", "conditions", "statutory_text", "promised_text", "hours", "online_url")
    unknown = ("form", "statutory", "promised", "visits", "fee", "result", "delegated_from")
    return {
        **{name: [] for name in lists},
        **dict.fromkeys((*texts, "visit_reason"), ""),
        **dict.fromkeys(unknown),
        "is_online": False,
        "is_on_the_spot": False,
        **known,
    }
