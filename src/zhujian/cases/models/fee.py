"""Fees: what an item costs by its guide, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhujian.cases.models.case import Case
from zhujian.cases.models.columns import one_of
from zhujian.cases.rules import yuan_words
from zhujian.cases.states import FeeState, PaymentWay

if TYPE_CHECKING:
    from zhujian.people.models import Organisation


class FeeQuerySet(models.QuerySet["Fee"]):
    """The words in which pages ask for fees."""

    def of_day(self, desk: Organisation, on: date) -> FeeQuerySet:
        """Fees that were paid, waived or given back at a desk on a day."""
        return self.filter(desk=desk, settled_on=on) | self.filter(refund_desk=desk, refunded_on=on)

    def with_case(self) -> FeeQuerySet:
        """Bring the case along, for lists."""
        return self.select_related("case")


class Fee(models.Model):
    """One charged item of a guide for one case, in fen: due, then paid or waived, or given back.

    `desk` is the organisation at whose counter it was settled, `organisation` the one that
    charges; a receipt number is used once by each.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fees")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    standard = models.TextField()
    basis = models.TextField()
    amount_fen = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=FeeState.choices)
    charged_at = models.DateTimeField()
    charged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    desk = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paid_how = models.CharField(max_length=8, choices=PaymentWay.choices, blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)
    waived_ground = models.TextField(blank=True)
    refunded_on = models.DateField(null=True, blank=True)
    refund_desk = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refund_ground = models.TextField(blank=True)

    objects = FeeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "settled_on", "id"], name="cases_fee_day"),
            models.Index(fields=["refund_desk", "refunded_on", "id"], name="cases_fee_refund_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "receipt_number"],
                condition=~Q(receipt_number=""),
                name="cases_fee_receipt_once",
            ),
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=Q(state="due"),
                name="cases_fee_due_once",
            ),
            models.CheckConstraint(name="cases_fee_amount_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="cases_fee_has_basis", condition=Q(basis__gt="")),
            models.CheckConstraint(
                name="cases_fee_state_known", condition=one_of("state", FeeState)
            ),
            models.CheckConstraint(
                name="cases_fee_settled_whole",
                condition=Q(
                    state="due",
                    settled_at__isnull=True,
                    settled_on__isnull=True,
                    settled_by__isnull=True,
                    desk__isnull=True,
                )
                | ~Q(state="due")
                & Q(
                    settled_at__isnull=False,
                    settled_on__isnull=False,
                    settled_by__isnull=False,
                    desk__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="cases_fee_paid_has_receipt",
                condition=Q(state__in=["paid", "refunded"], receipt_number__gt="")
                & one_of("paid_how", PaymentWay)
                | Q(state__in=["due", "waived"], receipt_number="", paid_how=""),
            ),
            models.CheckConstraint(
                name="cases_fee_waived_has_ground",
                condition=Q(state="waived", waived_ground__gt="")
                | ~Q(state="waived") & Q(waived_ground=""),
            ),
            models.CheckConstraint(
                name="cases_fee_refund_whole",
                condition=Q(
                    state="refunded",
                    refund_ground__gt="",
                    refunded_on__isnull=False,
                    refund_desk__isnull=False,
                )
                | ~Q(state="refunded")
                & Q(refund_ground="", refunded_on__isnull=True, refund_desk__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_state_display()}）"

    @property
    def amount_text(self) -> str:
        """The amount in yuan."""
        return yuan_words(self.amount_fen)

    @property
    def state_text(self) -> str:
        """Where it stands, in words."""
        return str(FeeState(self.state).label)

    @property
    def paid_how_text(self) -> str:
        """How it was paid, in words; nothing where it was not."""
        return str(PaymentWay(self.paid_how).label) if self.paid_how else ""
