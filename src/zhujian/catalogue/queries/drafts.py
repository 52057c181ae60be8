"""Drafts of guides for the editors' desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhujian.catalogue.models import Item
from zhujian.catalogue.rules import Assessment, Body, assess
from zhujian.people.models import Organisation, User
from zhujian.web.pages import page_by_key

_LEVELS = {"department": "4", "county": "4", "town": "5", "village": "6"}


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line of the editors' list."""

    code: str
    title: str
    name: str
    organisation: str
    status: str
    status_text: str
    missing_count: int
    missing: tuple[str, ...]
    changed_at: datetime
    has_draft: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """What an editor works on: the elements so far and what the rules say about them."""

    item: Item
    elements: Mapping[str, Any]
    assessment: Assessment
    has_draft: bool
    version: int


def body_of(organisation: Organisation) -> Body:
    """Return what the rules need to know of an organisation."""
    return Body(
        name=organisation.name,
        credit_code=organisation.credit_code,
        level=_LEVELS.get(organisation.kind, ""),
        is_administrative=organisation.is_administrative,
    )


def drafts_for(
    user: User, *, status: str = "", after: str = "", size: int = 50
) -> tuple[list[DraftRow], str | None]:
    """Return the items whose guides the member of staff writes, and the cursor of the next page."""
    found = Item.objects.visible_to(user).select_related("organisation", "draft")
    if status:
        found = found.filter(status=status)
    page = page_by_key(found, key=("status", "pk"), after=after, size=size)
    return [_row(item) for item in page.rows], page.next


def draft_of(user: User, code: str) -> DraftView | None:
    """Return the draft of an item that the member of staff may see, or None.

    An item without a draft starts from its published version.
    """
    item = (
        Item.objects.visible_to(user)
        .select_related("organisation", "current_guide", "draft")
        .filter(code=code)
        .first()
    )
    if item is None:
        return None
    draft = getattr(item, "draft", None)
    elements = draft.elements if draft else published_elements(item)
    version = item.current_guide.version if item.current_guide else 0
    return DraftView(
        item, elements, assess(elements, body_of(item.organisation)), draft is not None, version
    )


def published_elements(item: Item) -> dict[str, Any]:
    """Return the elements of the version in force, or what is known of an item without one."""
    if item.current_guide:
        return dict(item.current_guide.elements)
    return {
        "code": item.code,
        "name": item.name,
        "kind": item.kind,
        "organisation": item.organisation.name,
        "main_item": item.main_item,
    }


def _row(item: Item) -> DraftRow:
    draft = getattr(item, "draft", None)
    missing = tuple(draft.missing) if draft else ()
    return DraftRow(
        code=item.code,
        title=item.title,
        name=item.name,
        organisation=item.organisation.short_name,
        status=item.status,
        status_text=item.status_text,
        missing_count=len(missing),
        missing=missing,
        changed_at=draft.changed_at if draft else item.changed_at,
        has_draft=draft is not None,
    )
