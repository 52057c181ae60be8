"""Promises that stand for materials."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhujian.cases.models.case import Case
from zhujian.cases.models.columns import one_of
from zhujian.cases.states import PledgeFinding, PledgeKind


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """The words in which promises are asked for."""

    def unkept(self) -> PledgeQuerySet:
        """Promised for later, and not handed in."""
        return self.filter(kind=PledgeKind.LATER, kept_at__isnull=True)

    def instead(self) -> PledgeQuerySet:
        """Promises that stand instead of a proof."""
        return self.filter(kind=PledgeKind.INSTEAD)


class Pledge(models.Model):
    """What a person promised for one material of a case, in the words that he ticked."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pledges")
    material_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=PledgeKind.choices)
    words = models.TextField()
    made_at = models.DateTimeField()
    by_on = models.DateField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=8, choices=PledgeFinding.choices, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "material_id"], name="cases_pledge_once"),
            models.CheckConstraint(
                name="cases_pledge_later_has_day",
                condition=Q(kind=PledgeKind.LATER, by_on__isnull=False, finding="")
                | Q(kind=PledgeKind.INSTEAD, by_on__isnull=True, kept_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_pledge_check_whole",
                condition=Q(finding="", checked_at__isnull=True)
                | Q(checked_at__isnull=False) & one_of("finding", PledgeFinding),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.material_id}"

    @property
    def is_awaited(self) -> bool:
        """Whether the material is still to be handed in."""
        return self.kind == PledgeKind.LATER and self.kept_at is None

    def is_late(self, *, on: date) -> bool:
        """Whether the day on which it was promised has passed in vain."""
        return self.is_awaited and self.by_on is not None and self.by_on < on

    @property
    def kind_text(self) -> str:
        """What was promised, in a word."""
        return str(PledgeKind(self.kind).label)

    @property
    def finding_text(self) -> str:
        """What the check found, in a word, or nothing."""
        return str(PledgeFinding(self.finding).label) if self.finding else ""
