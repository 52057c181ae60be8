"""Results that are published, and which statutory types are."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zhujian.cases.models.columns import one_of
from zhujian.cases.states import Outcome, ResultState
from zhujian.catalogue.states import ItemKind


class Publicity(models.Model):
    """Whether results of a statutory type are published; without a row the default holds."""

    kind = models.CharField(max_length=2, choices=ItemKind.choices, unique=True)
    is_public = models.BooleanField()
    covers_refusals = models.BooleanField()
    ground = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="cases_publicity_whole",
                condition=~Q(ground="") & Q(days__gte=1) & one_of("kind", ItemKind),
            ),
        ]

    def __str__(self) -> str:
        return str(ItemKind(self.kind).label)


class PublishedResultQuerySet(models.QuerySet["PublishedResult"]):
    """The words in which pages ask for results."""

    def public(self, *, on: date) -> PublishedResultQuerySet:
        """PUB-07: results whose time is not over, whether or not the timer was here."""
        return self.filter(leaves_on__gt=on)

    def over(self, *, on: date) -> PublishedResultQuerySet:
        """Results whose time is over."""
        return self.filter(leaves_on__lte=on)


class PublishedResult(models.Model):
    """The result of one case as everybody may read it; `leaves_on` is the first day without it."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="result")
    item_code = models.CharField(max_length=100)
    item_name = models.CharField(max_length=300)
    item_kind = models.CharField(max_length=2, choices=ItemKind.choices)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    applicant = models.CharField(max_length=120)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    document_number = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField()
    ground = models.CharField(max_length=200)
    leaves_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ResultState.choices, default=ResultState.STANDING
    )
    words = models.CharField(max_length=300, blank=True)
    changed_on = models.DateField(null=True, blank=True)

    objects = PublishedResultQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["decided_on", "id"], name="cases_result_decided"),
            models.Index(fields=["organisation", "decided_on", "id"], name="cases_result_office"),
            models.Index(fields=["item_kind", "decided_on", "id"], name="cases_result_kind"),
            models.Index(fields=["leaves_on"], name="cases_result_leaves"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="cases_result_known",
                condition=one_of("state", ResultState)
                & one_of("outcome", Outcome)
                & one_of("item_kind", ItemKind),
            ),
            models.CheckConstraint(
                name="cases_result_has_ground",
                condition=~Q(ground="") & Q(leaves_on__gt=F("decided_on")),
            ),
            models.CheckConstraint(
                name="cases_result_changed_whole",
                condition=Q(state="standing", changed_on__isnull=True, words="")
                | ~Q(state="standing") & Q(changed_on__isnull=False) & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="cases_result_taken_down_names_nobody",
                condition=Q(state="taken-down", applicant="", document_number="")
                | ~Q(state="taken-down") & ~Q(applicant=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_name} {self.decided_on}"
