"""Cases that are late: the reason that is owed for it; and who was reminded of what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhujian.cases.models.case import Case
from zhujian.kernel.fields import EncryptedTextField


class Delay(models.Model):
    """Why a case is late, as its organisation tells the applicant; said again, it is replaced."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="delay")
    reason = EncryptedTextField()
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.said_at:%Y-%m-%d}"


class Reminder(models.Model):
    """That somebody was reminded of something, so that he is reminded of it once.

    `subject` is the number of a case or a person (`user:…`), `kind` what the reminder says, `on`
    the day that it is about.
    """

    subject = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject", "kind", "on"], name="cases_reminded_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["on"], name="cases_reminder_on"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.on}"
