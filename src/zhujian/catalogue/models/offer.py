"""Who handles an item where, and by which grant of power."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from zhujian.catalogue.states import GrantCategory, GrantStage, PowerSource, TimeUnit


class GrantQuerySet(models.QuerySet["Grant"]):
    """The vocabulary of grants."""

    def in_force(self, on: date) -> GrantQuerySet:
        """Grants that hold on a day."""
        return self.filter(Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on))


class Grant(models.Model):
    """A set of items moved from one organisation to another, under a document."""

    slug = models.SlugField(max_length=80, unique=True)
    source = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="grants_given"
    )
    target = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="grants_received"
    )
    kind = models.CharField(max_length=1, choices=PowerSource)
    category = models.CharField(max_length=20, choices=GrantCategory)
    document = models.CharField(max_length=300)
    notice_url = models.CharField(max_length=500, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    territory = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=12, choices=GrantStage, default=GrantStage.ROLLED_OUT)
    items = models.ManyToManyField("catalogue.Item", related_name="grants", blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="grant_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="grant_moves_between_two"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["5", "6"]) | ~Q(notice_url=""),
                name="delegation_is_announced",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Offer(models.Model):
    """An item handled by an organisation, with what differs there."""

    item = models.ForeignKey("catalogue.Item", on_delete=models.CASCADE, related_name="offers")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="offers"
    )
    place = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    since = models.DateField(null=True, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    promised_n = models.PositiveSmallIntegerField(null=True, blank=True)
    promised_unit = models.CharField(max_length=8, choices=TimeUnit, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organisation", "place"], name="offer_once_per_place"
            ),
            models.UniqueConstraint(
                fields=["item", "organisation"],
                condition=Q(place__isnull=True),
                name="offer_once_without_place",
            ),
            models.CheckConstraint(
                condition=(Q(promised_n__isnull=True) & Q(promised_unit=""))
                | (Q(promised_n__isnull=False) & ~Q(promised_unit="")),
                name="offer_promise_has_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} at {self.organisation_id}"


class ItemPlace(models.Model):
    """Where an item is handled: materialised, rebuilt by a step, never written by hand."""

    item = models.ForeignKey("catalogue.Item", on_delete=models.CASCADE, related_name="at_places")
    place = models.ForeignKey(
        "places.Place", on_delete=models.CASCADE, related_name="handled_items"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, null=True, blank=True)
    town = models.CharField(max_length=12, blank=True)
    hours = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["item", "place"], name="item_at_place_once")]
        indexes = [models.Index(fields=["town", "item"], name="itemplace_town")]

    def __str__(self) -> str:
        return f"{self.item_id} at {self.place_id}"
