"""Grants of power, offers, and the table of where items are handled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from zhujian.catalogue import permissions
from zhujian.catalogue.models import Grant, Item, Offer
from zhujian.catalogue.states import GrantStage
from zhujian.catalogue.steps.places import follow_places, rebuild_item_places
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
        _check(grant, target, codes)
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
        _offer_granted(row, items)
        rebuilt = rebuild_item_places([item.pk for item in items])
        write(
            verb="grant.record",
            subject=f"grant:{row.slug}",
            by=by,
            organisation=row.source.slug,
            data={"items": len(items), "target": target.slug},
        )
        announce("items", *(f"item:{item.code}" for item in items), *rebuilt.tags)
        return row


def offer_item(*, by: Actor, offers: Collection[NewOffer]) -> int:
    """Record where items are handled besides at their own organisation; return how many changed.

    One journal line for the batch. Refused 404 for an unknown item, organisation, place or grant.
    """
    with transaction.atomic(durable=True):
        if not permissions.can_grant_power(by):
            raise forbidden()
        known = _Known(offers)
        changed = sum(_write_offer(offer, known) for offer in offers)
        rebuilt = rebuild_item_places([item.pk for item in known.items.values()])
        if changed:
            write(verb="item.offer", subject="items", by=by, data={"offers": changed})
            announce("items", *(f"item:{code}" for code in known.items), *rebuilt.tags)
        return changed


def rebuild_places(*, by: Actor) -> int:
    """Rebuild where all items are handled, after places changed; return the number of rows."""
    with transaction.atomic(durable=True):
        if not permissions.can_grant_power(by):
            raise forbidden()
        return follow_places()


def _offer_granted(grant: Grant, items: Collection[Item]) -> None:
    """Let the target of a grant handle its items wherever it has a place."""
    Offer.objects.filter(grant=grant).exclude(item__in=items).delete()
    for item in items:
        Offer.objects.update_or_create(
            item=item,
            organisation=grant.target,
            place=None,
            defaults={"grant": grant, "since": grant.since, "is_active": True},
        )


class _Known:
    """What the offers of a batch name, read once."""

    def __init__(self, offers: Collection[NewOffer]) -> None:
        self.items = {
            item.code: item
            for item in Item.objects.filter(code__in={offer.code for offer in offers})
        }
        self.organisations = {one.slug: one for one in Organisation.objects.all()}
        self.places = {place.slug: place for place in Place.objects.all()}
        self.grants = {grant.slug: grant for grant in Grant.objects.all()}
        self.offers = {
            (one.item_id, one.organisation_id, one.place_id): one
            for one in Offer.objects.filter(item__in=self.items.values())
        }


def _write_offer(offer: NewOffer, known: _Known) -> bool:
    item = known.items.get(offer.code)
    if item is None:
        raise not_found(f"没有编码为「{offer.code}」的事项。")
    organisation = known.organisations.get(offer.organisation)
    if organisation is None:
        raise not_found(f"没有标识为「{offer.organisation}」的单位。")
    place = known.places.get(offer.place)
    if offer.place and place is None:
        raise not_found(f"没有标识为「{offer.place}」的地点。")
    grant = known.grants.get(offer.grant)
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
    key = (item.pk, organisation.pk, place.pk if place else None)
    existing = known.offers.get(key)
    if existing and all(getattr(existing, name) == value for name, value in values.items()):
        return False
    row = existing or Offer(item=item, organisation=organisation, place=place)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    known.offers[key] = row
    return True


def _organisation(slug: str) -> Organisation:
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise not_found(f"没有标识为「{slug}」的单位。")
    return organisation


def _check(grant: NewGrant, target: Organisation, codes: Collection[str]) -> None:
    if grant.kind not in DELEGATIONS:
        return
    faults = []
    if not grant.notice_url:
        faults.append(FieldRefusal("notice_url", "委托必须附公告链接（SVC-03）。"))
    if not target.is_administrative:
        faults.append(FieldRefusal("target", f"{target.name}不是行政机关，不能受委托（SVC-03）。"))
    if (
        Grant.objects.filter(target__slug=grant.source, kind__in=DELEGATIONS, items__code__in=codes)
        .exclude(slug=grant.slug)
        .exists()
    ):
        faults.append(FieldRefusal("source", "受委托的单位不得再委托（SVC-03）。"))
    if faults:
        raise Refused("grant_rule", "这项委托不符合规定。", fields=tuple(faults))
