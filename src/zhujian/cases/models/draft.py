"""Applications being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhujian.cases.models.case import Case
from zhujian.cases.models.material import IS_FILE, IS_PAPER, HandedIn
from zhujian.cases.models.visibility import written
from zhujian.kernel import clock
from zhujian.kernel.fields import EncryptedJSONField

if TYPE_CHECKING:
    from zhujian.people.models import User


class DraftQuerySet(models.QuerySet["Draft"]):
    """The words in which pages ask for drafts."""

    def unfinished(self) -> DraftQuerySet:
        """Drafts that were not sent."""
        return self.filter(case__isnull=True)

    def of_writer(self, user: User) -> DraftQuerySet:
        """Drafts that this person writes: for himself, on a mandate in force, or as a clerk."""
        return self.filter(written(user))


class Draft(models.Model):
    """An application being written; once sent it only remembers which case it became.

    `mandate` is that of the person at the counter for whom a clerk writes it; a draft that is
    written online stands on the mandates of whoever goes on with it.
    """

    ref = models.CharField(max_length=32, unique=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    enterprise = models.ForeignKey(
        "people.Enterprise",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    mandate = models.ForeignKey(
        "people.Mandate", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    item_code = models.CharField(max_length=100)
    item_name = models.CharField(max_length=300)
    division = models.ForeignKey(
        "divisions.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    form = EncryptedJSONField(default=dict)
    pledges = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="draft"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-updated_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["writer", "applicant", "item_code"],
                condition=Q(case__isnull=True, enterprise__isnull=True, mandate__isnull=True),
                name="cases_one_draft_an_item",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "item_code"],
                condition=Q(case__isnull=True, enterprise__isnull=False, mandate__isnull=True),
                name="cases_one_draft_of_enterprise",
            ),
            models.UniqueConstraint(
                fields=["writer", "mandate", "item_code"],
                condition=Q(case__isnull=True, mandate__isnull=False),
                name="cases_one_draft_a_mandate",
            ),
            models.CheckConstraint(
                name="cases_draft_times", condition=Q(updated_at__gte=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_name}（草稿）"

    def note_change(self) -> None:
        """Write down that it changed now: never before it began, though the clock be set back."""
        self.updated_at = max(clock.now(), self.created_at)

    @property
    def shown_party(self) -> str:
        """For whom it is written: an enterprise in full, a person masked."""
        return self.enterprise.name if self.enterprise else self.applicant.shown_name


class DraftFile(HandedIn):
    """One file or paper of a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["draft", "material_id", "sha256"], name="cases_draft_file_once"
            ),
            models.UniqueConstraint(
                fields=["stored_as"], condition=~Q(stored_as=""), name="cases_draft_own_file"
            ),
            models.CheckConstraint(
                name="cases_draft_file_has_content",
                condition=IS_FILE | IS_PAPER,
            ),
        ]
