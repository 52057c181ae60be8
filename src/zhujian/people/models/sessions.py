"""Where a person is signed in, and the ways in besides a phone: paper codes, password links."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from zhujian.people.models.organisations import Organisation
from zhujian.people.models.users import User


class OpenSession(models.Model):
    """One browser in which a person is signed in, as he may recognise it."""

    ref = models.CharField(max_length=20, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField("设备", max_length=60)
    network = models.CharField("网络", max_length=40, blank=True)
    started_at = models.DateTimeField("登录时间")

    class Meta:
        ordering = ("-started_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"


class PaperCodeQuerySet(models.QuerySet["PaperCode"]):
    """Named readings of paper codes."""

    def usable(self, *, at: datetime) -> "PaperCodeQuerySet":
        """Return those that open a door at an instant."""
        return self.filter(
            expires_at__gt=at, uses_left__gt=0, revoked_at__isnull=True, user__is_active=True
        )


class PaperCode(models.Model):
    """A code on a card for who has no phone: shown once, kept as a digest."""

    ref = models.CharField(max_length=20, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="paper_codes")
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PaperCodeQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"…{self.tail}"


class PasswordLink(models.Model):
    """A link that lets a member of staff set a password, once and soon."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("user",), condition=Q(closed_at__isnull=True), name="password_link_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at}"
