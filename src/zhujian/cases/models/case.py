"""The case."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhujian.cases.models.columns import UNITS, one_of
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.rules import Term
from zhujian.cases.states import (
    FINISHED_STATES,
    OPEN_STATES,
    CaseState,
    Channel,
    DeliveryWay,
    Outcome,
    Procedure,
)
from zhujian.catalogue.states import ItemKind
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.fields import EncryptedJSONField, EncryptedTextField

DECIDED_STATES = ["decided", "delivered", "revoked"]
IS_OPEN = Q(due_on__isnull=False)


def _lists(column: str) -> list[models.Index]:
    """Return what the lists of one organisation, window or town need, of a million cases.

    Newest first, newest first in one state, and what is open by its date.
    """
    here = Q((f"{column}__isnull", False))
    return [
        models.Index(fields=[column, "id"], name=f"cases_{column}", condition=here),
        models.Index(fields=[column, "state", "id"], name=f"cases_{column}_state", condition=here),
        models.Index(
            fields=[column, "due_on", "id"], name=f"cases_{column}_open", condition=here & IS_OPEN
        ),
    ]


class Case(models.Model):
    """One person's application for one item, from submission to delivery."""

    number = models.CharField(max_length=20, unique=True)
    item_code = models.CharField(max_length=100)
    item_name = models.CharField(max_length=300)
    item_kind = models.CharField(max_length=2, choices=ItemKind.choices)
    guide_version = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        "people.Organisation",
        on_delete=models.PROTECT,
        db_index=False,  # the lists' indexes begin with it
        related_name="cases",
    )
    division = models.ForeignKey(
        "divisions.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    town = models.ForeignKey(
        "divisions.Division",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    taken_in_at = models.ForeignKey(
        "people.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="cases",
    )
    applicant_name = EncryptedTextField(blank=True, default="")
    delegated_by = models.CharField(max_length=300, blank=True, default="")
    enterprise = models.ForeignKey(
        "people.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="cases",
    )
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applicant_masked = models.CharField(max_length=120)
    form = EncryptedJSONField()
    state = models.CharField(max_length=12, choices=CaseState.choices)
    promised_n = models.PositiveSmallIntegerField(null=True, blank=True)
    promised_unit = models.CharField(max_length=8, choices=UNITS, blank=True)
    statutory_n = models.PositiveSmallIntegerField(null=True, blank=True)
    statutory_unit = models.CharField(max_length=8, choices=UNITS, blank=True)
    submitted_at = models.DateTimeField()
    received_on = models.DateField()
    correction_asked_at = models.DateTimeField(null=True, blank=True)
    correction_by_on = models.DateField(null=True, blank=True)
    missing = EncryptedJSONField(default=list)
    accepted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    materials_by_on = models.DateField(null=True, blank=True)
    extended_n = models.PositiveSmallIntegerField(default=0)
    suspended_for = models.CharField(max_length=16, choices=Procedure.choices, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    rating_token = EncryptedTextField(blank=True, default="")
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_how = models.CharField(max_length=10, choices=DeliveryWay.choices, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    not_accepted_at = models.DateTimeField(null=True, blank=True)
    competent_authority = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    owed_fen = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            *_lists("organisation"),
            *_lists("taken_in_at"),
            *_lists("town"),
            models.Index(fields=["applicant", "id"], name="cases_applicant"),
            models.Index(
                fields=["enterprise", "id"],
                name="cases_enterprise",
                condition=Q(enterprise__isnull=False),  # most cases are a person's
            ),
            models.Index(fields=["applicant", "state", "id"], name="cases_applicant_state"),
            models.Index(fields=["state", "id"], name="cases_state"),
            models.Index(fields=["due_on", "id"], name="cases_open", condition=IS_OPEN),
            models.Index(
                fields=["materials_by_on"],
                condition=Q(materials_by_on__isnull=False),
                name="cases_promised",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="cases_state_known", condition=one_of("state", CaseState)),
            models.CheckConstraint(
                name="cases_channel_known", condition=one_of("channel", Channel)
            ),
            models.CheckConstraint(
                name="cases_outcome_known", condition=one_of("outcome", Outcome, or_empty=True)
            ),
            models.CheckConstraint(
                name="cases_delivery_known",
                condition=one_of("delivered_how", DeliveryWay, or_empty=True),
            ),
            models.CheckConstraint(
                name="cases_accepted_has_date",
                condition=~Q(state__in=["accepted", "suspended", "decided", "delivered", "revoked"])
                | Q(accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_open_is_due",
                condition=Q(state__in=sorted(OPEN_STATES), due_on__isnull=False)
                | Q(state__in=sorted(FINISHED_STATES), due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_submitted_not_accepted",
                condition=~Q(state__in=["submitted", "correcting", "not-accepted"])
                | Q(accepted_on__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_correction_whole",
                condition=Q(correction_asked_at__isnull=False, correction_by_on__isnull=False)
                | Q(correction_asked_at__isnull=True, correction_by_on__isnull=True)
                & ~Q(state="correcting"),
            ),
            models.CheckConstraint(
                name="cases_not_accepted_has_instant",
                condition=Q(state="not-accepted", not_accepted_at__isnull=False)
                | Q(not_accepted_at__isnull=True, competent_authority="")
                & ~Q(state="not-accepted"),
            ),
            models.CheckConstraint(
                name="cases_suspended_whole",
                condition=Q(
                    state="suspended",
                    suspended_for__in=Procedure.values,
                    suspended_on__isnull=False,
                    suspended_until__gte=F("suspended_on"),
                )
                | ~Q(state="suspended")
                & Q(suspended_for="", suspended_on__isnull=True, suspended_until__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_decided_has_outcome",
                condition=Q(state__in=DECIDED_STATES, decided_at__isnull=False) & ~Q(outcome="")
                | Q(outcome="", decided_at__isnull=True) & ~Q(state__in=DECIDED_STATES),
            ),
            models.CheckConstraint(
                name="cases_delivered_has_way",
                condition=Q(state__in=["delivered", "revoked"], delivered_at__isnull=False)
                & ~Q(delivered_how="")
                | Q(delivered_how="", delivered_at__isnull=True) & ~Q(state="delivered"),
            ),
            models.CheckConstraint(
                name="cases_revoked_has_instant",
                condition=Q(state="revoked", revoked_at__isnull=False)
                | Q(revoked_at__isnull=True) & ~Q(state="revoked"),
            ),
            models.CheckConstraint(
                name="cases_withdrawn_has_instant",
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | Q(withdrawn_at__isnull=True) & ~Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="cases_window_names_clerk",
                condition=Q(channel="window", taken_in_by__isnull=False, taken_in_at__isnull=False)
                | Q(channel="online", taken_in_by__isnull=True, taken_in_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_promised_whole",
                condition=Q(promised_n__isnull=True, promised_unit="")
                | Q(promised_n__isnull=False) & ~Q(promised_unit=""),
            ),
            models.CheckConstraint(
                name="cases_statutory_whole",
                condition=Q(statutory_n__isnull=True, statutory_unit="")
                | Q(statutory_n__isnull=False) & ~Q(statutory_unit=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.state in OPEN_STATES

    @property
    def is_decided(self) -> bool:
        """Whether a decision was made."""
        return self.decided_at is not None

    @property
    def state_text(self) -> str:
        """The state in one Chinese sentence."""
        return str(CaseState(self.state).label)

    @property
    def outcome_text(self) -> str:
        """The outcome in Chinese, or nothing."""
        return str(Outcome(self.outcome).label) if self.outcome else ""

    @property
    def promised(self) -> Term | None:
        """The term that was promised when the case came in."""
        return _term(self.promised_n, self.promised_unit)

    @property
    def statutory(self) -> Term | None:
        """The statutory term when the case came in."""
        return _term(self.statutory_n, self.statutory_unit)


def _term(n: int | None, unit: str) -> Term | None:
    return None if n is None else Term(n, Unit(unit))
