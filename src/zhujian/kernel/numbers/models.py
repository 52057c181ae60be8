"""The table of numbers handed out: it tells unknown from mistyped."""

from typing import ClassVar

from django.db import models

from zhujian.kernel.numbers.kinds import NumberKind, kind_of


class Number(models.Model):
    """One number that was handed out; it is the subject reference of a file."""

    number = models.CharField(max_length=24, primary_key=True)
    letters = models.CharField(max_length=2)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.number

    @property
    def kind(self) -> NumberKind:
        """The kind that the letters stand for."""
        return kind_of(self.letters)
