"""The outbox, which is the inbox too; what was spent, what is set, what a person chose."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from zhujian.kernel.fields import EncryptedJSONField, EncryptedTextField
from zhujian.postroom.rules import SHIPPED
from zhujian.postroom.states import GONE, Channel, LetterState, Urgency


class LetterQuerySet(models.QuerySet["Letter"]):
    """Named readings of the outbox."""

    def due(self, *, at: datetime) -> "LetterQuerySet":
        """Return the letters to be tried now: codes first, then notices, oldest first."""
        return self.filter(state=LetterState.QUEUED, next_try_at__lte=at).order_by(
            "urgency", "next_try_at", "pk"
        )

    def by(self, channel: Channel) -> "LetterQuerySet":
        """Return the letters on one way."""
        return self.filter(channel=channel)

    def in_state(self, state: str) -> "LetterQuerySet":
        """Return the letters in one state."""
        return self.filter(state=state)

    def addressed_to(self, recipient: str) -> "LetterQuerySet":
        """Return what a person finds among the messages on the page."""
        return self.filter(recipient=recipient)

    def unread(self) -> "LetterQuerySet":
        """Return what a person has not marked as read."""
        return self.filter(read_at__isnull=True)


class Letter(models.Model):
    """One message to one person; address and variables stand encrypted.

    Whoever is named as `recipient` reads it on the page too, whatever became of the message.
    """

    channel = models.CharField("渠道", max_length=8, choices=Channel.choices, default=Channel.SMS)
    urgency = models.PositiveSmallIntegerField(
        "缓急", choices=Urgency.choices, default=Urgency.NOTICE
    )
    template = models.CharField("模板", max_length=40)
    variables = EncryptedJSONField("变量", default=dict)
    address = EncryptedTextField("收件地址", blank=True)
    address_tail = models.CharField("收件尾号", max_length=4, blank=True)
    recipient = models.CharField("收件人", max_length=40, blank=True)
    organisation = models.CharField("发件单位", max_length=60, blank=True)
    subject = models.CharField("有关", max_length=80, blank=True, db_index=True)
    url = models.CharField("打开哪里", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=LetterState.choices)
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次发送")
    expires_at = models.DateTimeField("过期时间", null=True, blank=True)
    last_error = models.CharField("最近的错误", max_length=200, blank=True)
    created_at = models.DateTimeField("写信时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    reported_at = models.DateTimeField("回执时间", null=True, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=("urgency", "next_try_at"),
                condition=Q(state="queued"),
                name="letter_waiting",
            ),
            models.Index(fields=("state", "-id"), name="letter_state"),
            models.Index(
                fields=("recipient", "-id"), condition=~Q(recipient=""), name="letter_inbox"
            ),
            models.Index(
                fields=("recipient",),
                condition=Q(read_at__isnull=True) & ~Q(recipient=""),
                name="letter_unread",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="letter_state_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="letter_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="letter_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=GONE, sent_at__isnull=False)
                | ~Q(state__in=GONE) & Q(sent_at__isnull=True),
                name="letter_sent_when",
            ),
            models.CheckConstraint(
                condition=~Q(channel="page") | ~Q(recipient=""), name="letter_page_has_recipient"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} 尾号 {self.address_tail}" if self.address_tail else self.template

    @property
    def message_id(self) -> str:
        """What a carrier knows the letter by; the same however often it is tried."""
        return f"letter-{self.pk}"


class Spent(models.Model):
    """How many messages went to a number, from an organisation, from the house in a window."""

    key = models.CharField("何人何时", max_length=120, unique=True)
    n = models.PositiveIntegerField("条数", default=0)
    until = models.DateTimeField("记到", db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.n}"


class LimitSetting(models.Model):
    """What the county set instead of the limits that ship; one row."""

    number_hour = models.PositiveIntegerField("每个号码每小时", default=SHIPPED.number_hour)
    number_day = models.PositiveIntegerField("每个号码每天", default=SHIPPED.number_day)
    codes_day = models.PositiveIntegerField("每个号码每天的验证码", default=SHIPPED.codes_day)
    organisation_day = models.PositiveIntegerField("每个单位每天", default=SHIPPED.organisation_day)
    house_minute = models.PositiveIntegerField("全平台每分钟", default=SHIPPED.house_minute)
    quiet_from = models.TimeField("免打扰从", default=SHIPPED.quiet_from)
    quiet_until = models.TimeField("免打扰到", default=SHIPPED.quiet_until)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="limit_setting_is_one_row")]

    def __str__(self) -> str:
        return "短信上限与免打扰时间"


class TemplateId(models.Model):
    """The id under which a carrier has registered one of the texts."""

    template = models.CharField("模板", max_length=40, unique=True)
    carrier_id = models.CharField("运营商模板编号", max_length=64)

    def __str__(self) -> str:
        return f"{self.template} → {self.carrier_id}"


class Choice(models.Model):
    """What a person chose: reminders by SMS or not, and a mail address for the digest."""

    recipient = models.CharField("何人", max_length=40, unique=True)
    is_sms_wanted = models.BooleanField("接收短信提醒", default=True)
    mail = EncryptedTextField("邮箱", blank=True, default="")

    def __str__(self) -> str:
        return self.recipient


class SeenReport(models.Model):
    """The signature of a carrier's call that was taken in, so that a replay changes nothing."""

    signature = models.CharField("签名", max_length=64, unique=True)
    at = models.DateTimeField("时间", db_index=True)

    def __str__(self) -> str:
        return self.signature
