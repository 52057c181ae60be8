"""Signing in: what is pending, what was tried too often, and second factors."""

from django.db import models
from django.db.models import Q

from zhujian.kernel.fields import EncryptedJSONField, EncryptedTextField
from zhujian.people.models.users import User


class SignInKind(models.TextChoices):
    """Which door a pending sign-in stands at."""

    RESIDENT = "resident", "居民短信验证码"
    STAFF = "staff", "工作人员第二因素"
    PHONE = "phone", "更换手机号"
    MANDATE = "mandate", "被代理人确认"


class PendingSignIn(models.Model):
    """One sign-in, or another thing proved by a code, that waits for it.

    The browser holds only its reference; `said` is what was typed beside it.
    """

    ref = models.CharField(max_length=43, unique=True)
    kind = models.CharField(max_length=8, choices=SignInKind.choices)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    said = EncryptedJSONField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind=SignInKind.RESIDENT, user__isnull=True)
                    | (Q(user__isnull=False) & ~Q(kind=SignInKind.RESIDENT))
                ),
                name="pending_sign_in_whose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Counter(models.Model):
    """How often something was done in a window of time, by keyed index of who or where.

    `user_ref` names the account behind it where there is one, for whoever may unlock it.
    """

    scope = models.CharField(max_length=24)
    key = models.CharField(max_length=64)
    user_ref = models.CharField(max_length=20, blank=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("scope", "key"), name="counter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.count}"


class SecondFactor(models.Model):
    """The secret of a time-based code and the last step of time that was used up.

    Until the first right code it is not enrolled: its QR code is shown after the password.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    last_step = models.BigIntegerField(default=0)
    is_enrolled = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"第二因素 {self.user_id}"


class RecoveryCode(models.Model):
    """A code that stands in for the second factor once; kept as a digest."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"恢复码 {self.user_id}"
