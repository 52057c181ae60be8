"""The outbox."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from zhujian.kernel.fields import EncryptedJSONField, EncryptedTextField
from zhujian.postroom.states import LetterState


class LetterQuerySet(models.QuerySet["Letter"]):
    """Named readings of the outbox."""

    def due(self, *, at: datetime) -> "LetterQuerySet":
        """Return the letters to be tried now, oldest first."""
        return self.filter(state=LetterState.QUEUED, next_try_at__lte=at).order_by("next_try_at")


class Letter(models.Model):
    """One message on its way to one person; address and variables stand encrypted."""

    channel = models.CharField("渠道", max_length=8, default="sms")
    template = models.CharField("模板", max_length=40)
    variables = EncryptedJSONField("变量", default=dict)
    address = EncryptedTextField("收件地址")
    address_tail = models.CharField("收件尾号", max_length=4)
    subject = models.CharField("有关", max_length=80, blank=True, db_index=True)
    state = models.CharField("状态", max_length=8, choices=LetterState.choices)
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次发送")
    last_error = models.CharField("最近的错误", max_length=200, blank=True)
    created_at = models.DateTimeField("写信时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("state", "next_try_at"), name="letter_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="letter_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at__isnull=True)),
                name="letter_sent_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} 尾号 {self.address_tail}"
