"""A guide as its page and the API read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.queries.places import PlaceView, places_of_item
from zhujian.catalogue.states import ItemKind, ItemStatus

KIND_WORDS = {kind.value: str(kind.label) for kind in ItemKind}
STATUS_WORDS = {status.value: str(status.label) for status in ItemStatus}


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


# Read as plain values: a guide is read far more often than anything else is written.
_COLUMNS = (
    *("pk", "code", "name", "plain_name", "main_item", "kind", "status", "changed_at"),
    *("suspended_because", "organisation__slug", "organisation__name"),
    *("organisation__short_name", "organisation__phone_consult", "organisation__phone_supervise"),
    *("current_guide__version", "current_guide__snapshot", "current_guide__changes"),
    "current_guide__published_at",
)


@cache
def _public_rows() -> QuerySet[Item, Any]:
    """Return the question that every guide asks, prepared once: its joins cost a millisecond."""
    rows: QuerySet[Item, Any] = Item.objects.public().order_by().values(*_COLUMNS)
    return rows


def guide(code: str) -> GuideView | None:
    """Return the public item of a code with its guide, in one query, or None."""
    row = _public_rows().filter(code=code).first()
    return _guide_view(row) if row else None


def guide_with_places(code: str) -> tuple[GuideView, list[PlaceView]] | None:
    """Return a guide and where its item is handled, or None."""
    view = guide(code)
    return (view, places_of_item(view.item_id)) if view else None


def _guide_view(row: Mapping[str, Any]) -> GuideView:
    name = row["organisation__name"]
    return GuideView(
        item_id=row["pk"],
        code=row["code"],
        name=row["name"],
        title=row["plain_name"] or row["name"],
        main_item=row["main_item"],
        kind=KIND_WORDS[row["kind"]],
        status=row["status"],
        status_text=STATUS_WORDS[row["status"]],
        organisation_slug=row["organisation__slug"],
        organisation_name=name,
        organisation_short_name=row["organisation__short_name"] or name,
        organisation_phones={
            "consult": row["organisation__phone_consult"],
            "supervise": row["organisation__phone_supervise"],
        },
        version=row["current_guide__version"] or 0,
        snapshot=row["current_guide__snapshot"] or _bare(row),
        changes=tuple(row["current_guide__changes"] or ()),
        published_at=row["current_guide__published_at"],
        changed_at=row["changed_at"],
        suspended_because=row["suspended_because"],
    )


def complete_twin(view: GuideView) -> tuple[str, str] | None:
    """Return code and title of the complete guide that the organisation has under the same name.

    One thing may stand in the catalogue under two codes: an old one, listed, and a new one.
    """
    item = (
        Item.objects.filter(
            status=ItemStatus.PUBLISHED,
            name=view.name,
            organisation__slug=view.organisation_slug,
        )
        .exclude(pk=view.item_id)
        .order_by("-pk")
        .first()
    )
    return (item.code, item.title) if item else None


def history(item_id: int, limit: int = 10) -> list[Guide]:
    """Return the latest versions of an item's guide, newest first, without their contents."""
    return list(
        Guide.objects.filter(item_id=item_id)
        .order_by("-version")
        .defer("snapshot", "elements")[:limit]
    )


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the snapshot of an item whose guide is not complete: what is known, nothing more."""
    phones = {
        "consult": row["organisation__phone_consult"],
        "supervise": row["organisation__phone_supervise"],
    }
    known = {
        "code": row["code"],
        "name": row["name"],
        "plain_name": row["plain_name"],
        "main_item": row["main_item"],
        "kind": KIND_WORDS[row["kind"]],
        "kind_code": row["kind"],
        "organisation": {"slug": row["organisation__slug"], "name": row["organisation__name"]},
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
