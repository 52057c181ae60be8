"""One table: tags of what changed."""

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """Something under this tag changed. `at` is the database's clock, not the movable one."""

    sequence = models.BigAutoField(primary_key=True)
    tag = models.CharField(max_length=160)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["at"], name="change_at")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.tag}"
