"""What a case costs by its guide, and what a counter took in on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from zhujian.cases.models import Case, Fee
from zhujian.cases.queries.filling import guide_of
from zhujian.cases.rules import yuan_words
from zhujian.cases.states import FeeState
from zhujian.people.models import Organisation
from zhujian.web.pages import KeyPage, page_by_key

FEE_PAGE = 50


@dataclass(frozen=True, slots=True)
class Charge:
    """One charged item of a guide: what for, how much, and on what ground."""

    name: str
    standard: str
    basis: str


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What a counter took in, let off and gave back on a day, in fen."""

    paid_fen: int
    paid_count: int
    waived_fen: int
    waived_count: int
    refunded_fen: int
    refunded_count: int

    @property
    def paid_text(self) -> str:
        """What came in."""
        return yuan_words(self.paid_fen)

    @property
    def waived_text(self) -> str:
        """What was let off."""
        return yuan_words(self.waived_fen)

    @property
    def refunded_text(self) -> str:
        """What went back."""
        return yuan_words(self.refunded_fen)

    @property
    def kept_text(self) -> str:
        """What remains of the day's receipts."""
        kept = self.paid_fen - self.refunded_fen
        return yuan_words(kept) if kept >= 0 else f"-{yuan_words(-kept)}"


def yuan(fen: int) -> Decimal:
    """Return an amount in yuan, for sheets."""
    return Decimal(fen) / 100


def charges_of(case: Case) -> list[Charge]:
    """SVC-02: return what the guide of a case charges for with a ground; nothing else counts."""
    fee = guide_of(case).snapshot.get("fee") or {}
    if not fee.get("charged"):
        return []
    return [
        Charge(name=one["name"], standard=one["standard"], basis=one["basis"])
        for one in fee.get("items", ())
        if one.get("basis")
    ]


def fees_of(case: Case) -> list[Fee]:
    """Return the fees of a case, oldest first."""
    return list(case.fees.all())


def fees_page(
    desk: Organisation, *, on: date, after: str = "", size: int = FEE_PAGE
) -> KeyPage[Fee]:
    """Return one page of what a counter settled or gave back on a day, the latest first."""
    return page_by_key(
        Fee.objects.of_day(desk, on).with_case(), key=("-pk",), after=after, size=size
    )


def day_totals(desk: Organisation, *, on: date) -> DayTotals:
    """Return the sums of a counter's day."""
    came_in = Q(desk=desk, settled_on=on)
    paid = came_in & Q(state__in=[FeeState.PAID, FeeState.REFUNDED])
    waived = came_in & Q(state=FeeState.WAIVED)
    went_out = Q(refund_desk=desk, refunded_on=on)
    found = Fee.objects.of_day(desk, on).aggregate(
        paid_fen=Sum("amount_fen", filter=paid, default=0),
        paid_count=Count("pk", filter=paid),
        waived_fen=Sum("amount_fen", filter=waived, default=0),
        waived_count=Count("pk", filter=waived),
        refunded_fen=Sum("amount_fen", filter=went_out, default=0),
        refunded_count=Count("pk", filter=went_out),
    )
    return DayTotals(**found)
