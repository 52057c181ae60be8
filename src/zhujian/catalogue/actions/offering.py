"""Grants of power, offers, and the table of where items are handled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from zhujian.catalogue import permissions
from zhujian.catalogue.models import Grant, Item, Offer
from zhujian.catalogue.states import GrantStage
from zhujian.catalogue.steps.places import rebuild_item_places
from zhujian.kernel.actors import Actor
from zhujian.kernel.changes import announce
from zhujian.kernel.journal import write
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import Organisation
from zhujian.places.models import Place

DELEGATIONS = frozenset({"5", "6"})


@dataclass(frozen=True, slots=True)
class NewGrant:
    """What a grant of power says; organisations by slug, items by code."""

    slug: str
    source: str
    target: str
    kind: str
    category: str
    document: str
    since: date
    notice_url: str = ""
    until: date | None = None
    territory: str = ""
    stage: str = GrantStage.ROLLED_OUT


@dataclass(frozen=True, slots=True)
class NewOffer:
    """Where else an item is handled; organisation, place and grant by slug."""

    code: str
    organisation: str
    place: str = ""
    grant: str = ""
    since: date | None = None
    hours: str = ""
    phone: str = ""
    promised_n: int | None = None
    promised_unit: str = ""


def grant_power(*, by: Actor, grant: NewGrant, codes: Collection[str]) -> Grant:
    """Record that a set of items moves to another organisation under a document.

    SVC-03: a delegation (kinds 5 and 6) needs its public notice and an administrative organ as
    its target, which does not hand it on. Refused 422 `grant_rule`, 404, 403.
    """
    with transaction.atomic(durable=True):
        if not permissions.can_grant_power(by):
            raise forbidden()
        target = _organisation(grant.target)
        _check(grant, target)
        items = list(Item.objects.filter(code__in=codes))
        if len(items) != len(set(codes)):
            raise not_found("有的事项编码不存在。")
        row, _ = Grant.objects.update_or_create(
            slug=grant.slug,
            defaults={
                "source": _organisation(grant.source),
                "target": target,
                "kind": grant.kind,
                "category": grant.category,
                "document": grant.document,
                "notice_url": grant.notice_url,
                "since": grant.since,
                "until": grant.until,
                "territory": grant.territory,
                "stage": grant.stage,
            },
        )
        row.items.set(items)
        write(
            verb="grant.record",
            subject=f"grant:{row.slug}",
            by=by,
            organisation=row.source.slug,
            data={"items": len(items), "target": target.slug},
        )
        announce("items", *(f"item:{item.code}" for item in items))
        return row


def offer_item(*, by: Actor, offers: Collection[NewOffer]) -> int:
    """Record where items are handled besides at their own organisation; return how many changed.

    One journal line for the batch. Refused 404 for an unknown item, organisation, place or grant.
    """
    with transaction.atomic(durable=True):
        if not permissions.can_grant_power(by):
            raise forbidden()
        items = {
            item.code: item
            for item in Item.objects.filter(code__in={offer.code for offer in offers})
        }
        changed = sum(_write_offer(offer, items) for offer in offers)
        _, places = rebuild_item_places([item.pk for item in items.values()])
        if changed:
            write(verb="item.offer", subject="items", by=by, data={"offers": changed})
            announce("items", *(f"item:{code}" for code in items), *_place_tags(places))
        return changed


def rebuild_places(*, by: Actor) -> int:
    """Rebuild where all items are handled, after places changed; return the number of rows."""
    with transaction.atomic(durable=True):
        if not permissions.can_grant_power(by):
            raise forbidden()
        rows, places = rebuild_item_places()
        if places:
            announce("items", *_place_tags(places), *_item_tags(places))
        return rows


def _item_tags(places: Collection[str]) -> list[str]:
    codes = Item.objects.filter(at_places__place__slug__in=places).values_list("code", flat=True)
    return [f"item:{code}" for code in codes.distinct()]


def _place_tags(places: Collection[str]) -> list[str]:
    return [f"place:{slug}" for slug in sorted(places)]


def _write_offer(offer: NewOffer, items: dict[str, Item]) -> bool:
    item = items.get(offer.code)
    if item is None:
        raise not_found(f"没有编码为「{offer.code}」的事项。")
    place = Place.objects.filter(slug=offer.place).first() if offer.place else None
    if offer.place and place is None:
        raise not_found(f"没有标识为「{offer.place}」的地点。")
    grant = Grant.objects.filter(slug=offer.grant).first() if offer.grant else None
    if offer.grant and grant is None:
        raise not_found(f"没有标识为「{offer.grant}」的下放文件。")
    values = {
        "grant": grant,
        "since": offer.since,
        "hours": offer.hours,
        "phone": offer.phone,
        "promised_n": offer.promised_n,
        "promised_unit": offer.promised_unit,
        "is_active": True,
    }
    key = {"item": item, "organisation": _organisation(offer.organisation), "place": place}
    existing = Offer.objects.filter(**key).first()
    if existing and all(getattr(existing, name) == value for name, value in values.items()):
        return False
    Offer.objects.update_or_create(**key, defaults=values)
    return True


def _organisation(slug: str) -> Organisation:
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise not_found(f"没有标识为「{slug}」的单位。")
    return organisation


def _check(grant: NewGrant, target: Organisation) -> None:
    if grant.kind not in DELEGATIONS:
        return
    faults = []
    if not grant.notice_url:
        faults.append(FieldRefusal("notice_url", "委托必须附公告链接（SVC-03）。"))
    if not target.is_administrative:
        faults.append(FieldRefusal("target", f"{target.name}不是行政机关，不能受委托（SVC-03）。"))
    if (
        Grant.objects.filter(target__slug=grant.source, kind__in=DELEGATIONS)
        .exclude(slug=grant.slug)
        .exists()
    ):
        faults.append(FieldRefusal("source", "受委托的单位不得再委托（SVC-03）。"))
    if faults:
        raise Refused("grant_rule", "这项委托不符合规定。", fields=tuple(faults))
