"""Tokens for programs that act in a person's name."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from zhujian.people.models.users import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Named readings of tokens."""

    def usable(self, *, at: datetime) -> "ApiTokenQuerySet":
        """Return those that open a door at an instant."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at),
            revoked_at__isnull=True,
            user__is_active=True,
        )


class ApiToken(models.Model):
    """One token: shown once, kept as a digest, with its scopes and its end."""

    ref = models.CharField(max_length=20, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    name = models.CharField("用途", max_length=40, blank=True)
    scopes = models.JSONField("范围", default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"…{self.tail}"
