"""Two tables: the lines, which nothing changes, and the notes beside them, which can be erased."""

from typing import Any, NoReturn

from django.db import models

from zhujian.kernel.journal.states import Audience


class AppendOnly(TypeError):  # noqa: N818 -- a rule, broken
    """Somebody tried to change or delete a line of the journal."""


def _refuse(*asked: object) -> NoReturn:
    del asked
    msg = "the journal is append-only: a correction is another line"
    raise AppendOnly(msg)


class LineQuerySet(models.QuerySet["Line"]):
    """Reads of the journal; changing and deleting are refused."""

    def public(self) -> "LineQuerySet":
        """Lines that everybody may read."""
        return self.filter(audience=Audience.PUBLIC)

    def about(self, subject: str) -> "LineQuerySet":
        """Lines about one subject, in the order they were written."""
        return self.filter(subject=subject).order_by("pk")

    def sealed(self) -> "LineQuerySet":
        """Lines that stand in the chain, in its order."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def update(self, **kwargs: Any) -> int:
        """Refuse."""
        _refuse(kwargs)

    def _update(self, values: Any) -> int:
        _refuse(values)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        """Refuse."""
        _refuse(objs, fields, batch_size)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuse()

    def _raw_delete(self, using: str | None) -> int:
        _refuse(using)


class Line(models.Model):
    """One thing done. `sequence` is its place in the chain; on PostgreSQL it comes with the seal,
    within a second, and is not the primary key.
    """

    sequence = models.BigIntegerField(null=True, unique=True)
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=160)
    actor_ref = models.CharField(max_length=80)
    organisation = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    audience = models.CharField(max_length=8, choices=Audience)
    data = models.TextField(default="{}")
    note_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        db_table = "kernel_journalline"
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["subject", "id"], name="line_subject"),
            models.Index(fields=["actor_ref", "id"], name="line_actor"),
            models.Index(
                fields=["id"], name="line_unsealed", condition=models.Q(sequence__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuse(args, kwargs)


class JournalNote(models.Model):
    """What a person wrote, encrypted; the line carries its salted hash.

    `sealed` holds the salt and the text under the data key: the salt must not lie open, else a
    short text could be guessed from the line's hash. An erased note keeps its row, empty.
    """

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="note")
    audience = models.CharField(max_length=8, choices=Audience)
    sealed = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="note_erased_or_sealed",
                condition=models.Q(sealed__isnull=True, erased_at__isnull=False)
                | models.Q(sealed__isnull=False, erased_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"note of line {self.line_id}"
