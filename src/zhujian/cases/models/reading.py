"""The words in which pages ask for cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from zhujian.cases.models.visibility import own, visible, visible_parts
from zhujian.cases.states import AWAITING_STATES, CaseState

if TYPE_CHECKING:
    from zhujian.cases.models.case import Case  # noqa: F401 -- named in the class below
    from zhujian.people.models import User


# What a line of a list shows.
LISTED = (
    *("number", "item_code", "item_name", "applicant_masked", "channel", "state", "outcome"),
    *("submitted_at", "accepted_on", "due_on", "decided_at", "delivered_at", "materials_by_on"),
    *("enterprise", "organisation__slug", "organisation__name", "organisation__short_name"),
)


class CaseQuerySet(models.QuerySet["Case"]):
    """The words in which pages ask for cases."""

    def visible_to(self, user: User) -> CaseQuerySet:
        """Cases that a person may see."""
        return self.filter(visible(user))

    def parts_visible_to(self, user: User) -> list[CaseQuerySet]:
        """Cases that a person may see, in lists each of which one index answers."""
        return [self.filter(part) for part in visible_parts(user)]

    def open(self) -> CaseQuerySet:
        """Cases on which somebody still has to act."""
        return self.filter(due_on__isnull=False)

    def in_state(self, state: str) -> CaseQuerySet:
        """Cases in one state."""
        return self.filter(state=state)

    def overdue(self, *, on: date) -> CaseQuerySet:
        """Open cases whose date has passed."""
        return self.open().filter(due_on__lt=on)

    def unanswered(self, *, on: date) -> CaseQuerySet:
        """Cases that waited in vain to be told by yesterday whether they are accepted."""
        return self.in_state(CaseState.SUBMITTED).filter(due_on__lt=on)

    def resting(self, *, on: date) -> CaseQuerySet:
        """Suspended cases whose time for the special procedure is over."""
        return self.in_state(CaseState.SUSPENDED).filter(suspended_until__lt=on)

    def promised_late(self, *, on: date) -> CaseQuerySet:
        """Cases for which a promised material was not handed in by its day."""
        return self.filter(state__in=AWAITING_STATES, materials_by_on__lt=on)

    def due_within(self, *, first: date, last: date) -> CaseQuerySet:
        """Open cases due from `first` to `last`, both included."""
        return self.open().filter(due_on__gte=first, due_on__lte=last)

    def of_applicant(self, user: User) -> CaseQuerySet:
        """Cases that a person applied for, for himself or on a mandate in force."""
        return self.filter(own(user))

    def with_names(self) -> CaseQuerySet:
        """Bring the organisation along, for lists."""
        return self.select_related("organisation", "enterprise")

    def for_lists(self) -> CaseQuerySet:
        """Read what a line of a list shows, with the organisation; what is sealed stays so."""
        return self.with_names().only(*LISTED)
