"""The holiday table: rows that are superseded, so that every version can be read again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class CalendarVersion(models.Model):
    """One version of the holiday table, named like `2026-3`."""

    number = models.PositiveIntegerField(unique=True)
    label = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.label


class CalendarYear(models.Model):
    """A year of the table: provisional until its notice is entered and confirmed."""

    year = models.PositiveSmallIntegerField()
    is_provisional = models.BooleanField()
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["year", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(until__isnull=True), name="calendaryear_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年"


class CalendarDay(models.Model):
    """A day that differs from its weekday, or is named; in force from version to version."""

    on = models.DateField()
    is_workday = models.BooleanField()
    name = models.CharField(max_length=60)
    note = models.CharField(max_length=200, blank=True)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["on", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["on"], condition=Q(until__isnull=True), name="calendarday_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
