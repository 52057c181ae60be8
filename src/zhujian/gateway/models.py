"""What the API remembers of writes: answers to repeat, and how many there were."""

from django.db import models

from zhujian.kernel.fields import EncryptedTextField


class RememberedAnswer(models.Model):
    """The answer to a write that carried an Idempotency-Key; `status` is null while it runs.

    `owner` is whose authority the write used, `fingerprint` what was asked.
    """

    owner = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = EncryptedTextField(null=True)
    began_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="remembered_once"),
        ]
        indexes = [models.Index(fields=["began_at"], name="remembered_began")]

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"


class WriteCount(models.Model):
    """How many writes somebody tried in one minute; `minute` counts from 1970."""

    owner = models.CharField(max_length=80)
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "minute"], name="counted_once")]
        indexes = [models.Index(fields=["minute"], name="counted_minute")]

    def __str__(self) -> str:
        return f"{self.owner} {self.minute}: {self.count}"
