"""Hand-over sheets between counter and department, and how results left the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhujian.cases.states import DeliveryWay
from zhujian.kernel.fields import EncryptedTextField
from zhujian.window.states import Fetcher, LineState, Load, SheetState

if TYPE_CHECKING:
    from zhujian.people.models import User


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """The words in which pages ask for sheets."""

    def visible_to(self, user: User) -> HandOverQuerySet:
        """Sheets that a desk of this person has made or is to receive."""
        desks = _desks_of(user)
        return self.filter(Q(sender__in=desks) | Q(receiver__in=desks))

    def coming_to(self, user: User) -> HandOverQuerySet:
        """Sheets that wait to be received by a desk of this person."""
        return self.open().filter(receiver__in=_desks_of(user))

    def sent_by(self, user: User) -> HandOverQuerySet:
        """Sheets that a desk of this person has made and nobody has received."""
        return self.open().filter(sender__in=_desks_of(user))

    def open(self) -> HandOverQuerySet:
        """Sheets on their way."""
        return self.filter(state=SheetState.OPEN)

    def with_names(self) -> HandOverQuerySet:
        """Bring both desks and both persons along, and how many cases a sheet carries."""
        return self.select_related("sender", "receiver", "made_by", "received_by").annotate(
            count=models.Count("lines"), page_count=models.Sum("lines__pages", default=0)
        )


def _desks_of(user: User) -> list[int]:
    return [organisation.pk for organisation in user.organisations()]


class HandOver(models.Model):
    """One sheet: what one desk hands to another, made, then received or taken back."""

    number = models.CharField(max_length=20, unique=True)
    load = models.CharField(max_length=8, choices=Load.choices)
    sender = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=SheetState.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "state", "id"], name="window_sheet_coming"),
            models.Index(fields=["sender", "state", "id"], name="window_sheet_sent"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="window_sheet_between_two", condition=~Q(sender=F("receiver"))
            ),
            models.CheckConstraint(
                name="window_sheet_load_known", condition=Q(load__in=Load.values)
            ),
            models.CheckConstraint(
                name="window_sheet_received_whole",
                condition=Q(state="received", received_at__isnull=False, received_by__isnull=False)
                | Q(
                    state__in=["open", "recalled"],
                    received_at__isnull=True,
                    received_by__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state_text(self) -> str:
        """Where it stands, in words."""
        return str(SheetState(self.state).label)

    @property
    def load_text(self) -> str:
        """What it carries, in words."""
        return str(Load(self.load).label)


class HandOverLine(models.Model):
    """One case on a sheet; a case is on one open sheet at a time."""

    sheet = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="hand_overs")
    load = models.CharField(max_length=8, choices=Load.choices)
    papers = models.PositiveSmallIntegerField()
    pages = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=LineState.choices)
    remark = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="open"), name="window_case_on_one_open_sheet"
            ),
            models.UniqueConstraint(fields=["sheet", "case"], name="window_case_once_on_a_sheet"),
            models.CheckConstraint(
                name="window_line_state_known", condition=Q(state__in=LineState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.case_id}"

    @property
    def state_text(self) -> str:
        """What became of it, in words."""
        return str(LineState(self.state).label)


class HandOut(models.Model):
    """How a result left the shelf: to whom at the counter, by which post, or electronically.

    Of somebody who fetches for another nothing is kept but the masked name and the relation.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="hand_outs")
    desk = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=DeliveryWay.choices)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fetched_by = models.CharField(max_length=10, choices=Fetcher.choices, blank=True)
    fetcher_masked = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=40, blank=True)
    carrier = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "on", "id"], name="window_hand_out_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="window_hand_out_whole",
                condition=Q(how="counter", fetched_by="applicant", fetcher_masked="", relation="")
                | Q(how="counter", fetched_by="agent", fetcher_masked__gt="", relation__gt="")
                | Q(how="post", tracking_number__gt="", carrier__gt="", fetched_by="")
                | Q(how="electronic", fetched_by="", tracking_number="", carrier=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.how}"

    @property
    def how_text(self) -> str:
        """How it left, and to whom or by what, in words."""
        if self.how == DeliveryWay.COUNTER and self.fetched_by == Fetcher.AGENT:
            return f"受托人{self.fetcher_masked}（{self.relation}）领取"
        if self.how == DeliveryWay.COUNTER:
            return "本人领取"
        if self.how == DeliveryWay.POST:
            return f"邮寄，{self.carrier} {self.tracking_number}"
        return str(DeliveryWay(self.how).label)
