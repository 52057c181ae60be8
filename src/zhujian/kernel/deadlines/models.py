"""Rows of time: deadlines, pauses, extensions; superseded, never edited."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhujian.kernel.deadlines.rules import Due, ExtensionGrant, PauseSpan, Unit

UNITS = [(Unit.WORKDAY.value, "工作日"), (Unit.DAY.value, "日"), (Unit.MONTH.value, "月")]


class Deadline(models.Model):
    """One computed due date of a subject under a rule.

    Whatever changes the date writes the next revision; `chain` joins the revisions of one run
    (a period that starts anew is another chain).
    """

    class Cause(models.TextChoices):
        OPENED = "opened", "起算"
        PAUSED = "paused", "暂停"
        RESUMED = "resumed", "恢复"
        EXTENDED = "extended", "延长"
        CALENDAR = "calendar", "节假日表变更"
        CLOSED = "closed", "结束"

    subject = models.CharField(max_length=120)
    rule = models.CharField(max_length=20)
    of = models.CharField(max_length=40)
    chain = models.UUIDField()
    revision = models.PositiveIntegerField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    title = models.CharField(max_length=60)
    event = models.CharField(max_length=40)
    legal = models.CharField(max_length=120)
    start = models.DateField()
    n = models.PositiveIntegerField()
    unit = models.CharField(max_length=10, choices=UNITS)
    rolls = models.BooleanField(default=True)
    due_on = models.DateField()
    due_why = models.TextField()
    calendar = models.CharField(max_length=20)
    is_projected = models.BooleanField(default=False)
    is_provisional = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    is_running = models.BooleanField(default=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["subject", "due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "revision"], name="deadline_one_revision"),
            models.UniqueConstraint(
                fields=["subject", "rule", "of"],
                condition=Q(is_current=True),
                name="deadline_one_current",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"],
                condition=Q(is_current=True, is_running=True),
                name="deadline_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.rule}/{self.of} {self.due_on}"

    @property
    def due(self) -> Due:
        """The row as the value that pages show."""
        return Due(self.due_on, self.due_why, self.calendar, self.is_projected, self.is_provisional)


class Pause(models.Model):
    """A time during which a chain does not count; its end is another row."""

    chain = models.UUIDField(db_index=True)
    begins_on = models.DateField()
    planned_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    reason = models.CharField(max_length=120)
    is_current = models.BooleanField(default=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["begins_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chain"],
                condition=Q(is_current=True, ends_on__isnull=True),
                name="pause_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("begins_on")),
                name="pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on}–{self.ends_on or ''} {self.reason}"

    @property
    def span(self) -> PauseSpan:
        """The row as a value for the rules."""
        return PauseSpan(self.begins_on, self.ends_on, self.planned_on, self.reason)


class Extension(models.Model):
    """More time for a chain, granted on a day that was still in time."""

    chain = models.UUIDField(db_index=True)
    n = models.PositiveIntegerField()
    granted_on = models.DateField()
    reason = models.CharField(max_length=120)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["granted_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(n__gte=1), name="extension_adds_time"),
        ]

    def __str__(self) -> str:
        return f"+{self.n} {self.granted_on}"

    @property
    def grant(self) -> ExtensionGrant:
        """The row as a value for the rules."""
        return ExtensionGrant(self.n, self.reason)


class CountSetting(models.Model):
    """What the county set for a count that is a setting."""

    rule = models.CharField(max_length=20)
    of = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    unit = models.CharField(max_length=10, choices=UNITS)

    class Meta:
        ordering: ClassVar = ["rule", "of"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "of"], name="countsetting_one"),
            models.CheckConstraint(condition=Q(n__gte=1), name="countsetting_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}/{self.of}: {self.n} {self.unit}"
