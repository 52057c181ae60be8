"""Guides: fill in, publish, list, suspend, resume."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from zhujian.catalogue import permissions
from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.queries.drafts import published_elements
from zhujian.catalogue.states import MOVES
from zhujian.catalogue.steps import publishing
from zhujian.catalogue.steps.codes import checked_code
from zhujian.catalogue.steps.places import rebuild_item_places
from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.changes import announce
from zhujian.kernel.journal import write
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import Organisation
from zhujian.people.queries import find_organisation


def publish_guide(*, by: Actor, elements: Mapping[str, Any], note: str = "") -> Guide:
    """Publish a version of a guide from its elements; the item is made if its code is new.

    `elements` are those of `DOMAIN.md` §6.2 by the keys of `rules.elements`; `organisation` is a
    slug, a name or an alias. Refused 422 `guide_shape`, `guide_incomplete` (SVC-01 with the names
    of what is missing), `guide_rule` (SVC-02, 03, 08), `organisation_unknown`; 403. The same
    elements again change nothing and return the version in force.
    """
    with transaction.atomic(durable=True):
        guide, is_new = _written_from(elements, by, note)
        if is_new:
            _tell([guide])
        return guide


def publish_guides(*, by: Actor, guides: Iterable[Mapping[str, Any]]) -> list[Guide]:
    """Publish many guides at once, each as `publish_guide` would; all of them or none."""
    with transaction.atomic(durable=True):
        written = [_written_from(elements, by, "") for elements in guides]
        _tell([guide for guide, is_new in written if is_new])
        return [guide for guide, _ in written]


def publish_draft(*, by: Actor, code: str, note: str = "") -> Guide:
    """Publish what stands in the draft of an item. Refused as `publish_guide`; 409 no draft."""
    with transaction.atomic(durable=True):
        item = _item(code)
        _allow(permissions.can_publish_guide, by, item.organisation)
        draft = getattr(item, "draft", None)
        if draft is None:
            raise Refused("no_draft", "没有待发布的修改。", status=409)
        guide, is_new = _written(item, dict(draft.elements), item.organisation, by, note)
        if is_new:
            _tell([guide])
        return guide


def save_draft(*, by: Actor, code: str, elements: Mapping[str, Any]) -> tuple[str, ...]:
    """Keep some elements in the draft of an item; return the names of what is still missing.

    Elements that are not named keep their value; an empty value takes one out. What cannot be
    understood is refused (422 `guide_shape`) and nothing is kept.
    """
    with transaction.atomic(durable=True):
        item = _item(code)
        _allow(permissions.can_edit_draft, by, item.organisation)
        draft = getattr(item, "draft", None)
        before = dict(draft.elements) if draft else published_elements(item)
        after = publishing.understood({**before, **elements, "code": item.code})
        filled = publishing.with_holder(after, item.organisation)
        assessment = publishing.assessed(filled, item.organisation)
        if publishing.write_draft(item, filled, assessment, by, draft):
            write(verb="item.draft", subject=item.subject, by=by)
        return assessment.missing


def list_item(*, by: Actor, code: str) -> Item:
    """Make a draft public as listed: found, but not open for application. 409 if published."""
    with transaction.atomic(durable=True):
        item = _item(code)
        _allow(permissions.can_list_item, by, item.organisation)
        item.status = MOVES.target("list", item.status, state_text=item.status_text)
        _keep(item, "item.list", by)
        return item


def suspend_item(*, by: Actor, code: str, because: str) -> Item:
    """Stop taking applications for an item, with a reason that the public reads. 409, 422."""
    with transaction.atomic(durable=True):
        item = _item(code)
        _allow(permissions.can_suspend_item, by, item.organisation)
        reason = because.strip()
        if not reason or len(reason) > publishing.MAX_NAME:
            raise Refused(
                "reason",
                "请写明暂停办理的原因（300 字以内）。",
                fields=(FieldRefusal("because", "请写明暂停办理的原因（300 字以内）。"),),
            )
        item.status = MOVES.target("suspend", item.status, state_text=item.status_text)
        item.suspended_because = reason
        _keep(item, "item.suspend", by)
        return item


def resume_item(*, by: Actor, code: str) -> Item:
    """Take applications again: published with its last guide, or listed without one. 409."""
    with transaction.atomic(durable=True):
        item = _item(code)
        _allow(permissions.can_suspend_item, by, item.organisation)
        verb = "resume" if item.current_guide_id else "relist"
        item.status = MOVES.target(verb, item.status, state_text=item.status_text)
        item.suspended_because = ""
        _keep(item, "item.resume", by)
        return item


def _written_from(elements: Mapping[str, Any], by: Actor, note: str) -> tuple[Guide, bool]:
    """Write the guide that elements make, for the item of their code; and whether it is new."""
    organisation = _organisation_of(elements)
    _allow(permissions.can_publish_guide, by, organisation)
    understood = publishing.understood(elements)
    code = checked_code(understood.get("code", ""))
    item = _locked(code) or Item(code=code, created_at=clock.now())
    if item.pk:
        _allow(permissions.can_publish_guide, by, item.organisation)
    return _written(item, understood, organisation, by, note)


def _written(
    item: Item, elements: dict[str, Any], organisation: Organisation, by: Actor, note: str
) -> tuple[Guide, bool]:
    filled = publishing.with_holder(elements, organisation)
    publishing.refuse_incomplete(publishing.assessed(filled, organisation))
    guide, is_new = publishing.write_guide(item, filled, organisation, by, note)
    if is_new:
        write(
            verb="item.publish",
            subject=item.subject,
            by=by,
            organisation=organisation.slug,
            data={"version": guide.version},
        )
    return guide, is_new


def _tell(guides: Collection[Guide]) -> None:
    """Rebuild where the items of new guides are handled and announce what changed."""
    if guides:
        rebuilt = rebuild_item_places([guide.item_id for guide in guides])
        announce("items", *(f"item:{guide.item.code}" for guide in guides), *rebuilt.tags)


def _keep(item: Item, verb: str, by: Actor) -> None:
    item.changed_at = clock.now()
    item.save(update_fields=["status", "suspended_because", "changed_at"])
    write(verb=verb, subject=item.subject, by=by, organisation=item.organisation.slug)
    announce(f"item:{item.code}", "items")


def _organisation_of(elements: Mapping[str, Any]) -> Organisation:
    text = str(elements.get("organisation") or "").strip()
    organisation = find_organisation(text) if text else None
    if organisation is None:
        sentence = f"没有找到实施主体「{text}」。" if text else "没有写明实施主体。"
        raise Refused(
            "organisation_unknown", sentence, fields=(FieldRefusal("organisation", sentence),)
        )
    return organisation


def _locked(code: str) -> Item | None:
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("organisation", "current_guide")
        .filter(code=code)
        .first()
    )


def _item(code: str) -> Item:
    item = _locked(code)
    if item is None:
        raise not_found(f"没有编码为「{code[:100]}」的事项。")
    return item


def _allow(can: Callable[[Actor, Organisation], bool], by: Actor, on: Organisation) -> None:
    if not can(by, on):
        raise forbidden("您没有维护这个单位办事指南的权限。")
