"""Persons: whoever signs in, what is known of a resident, and which roles staff hold."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.kernel.fields import EncryptedTextField
from zhujian.kernel.privacy import mask_id, mask_name, mask_phone
from zhujian.people.models.organisations import Organisation
from zhujian.people.roles import DUTIES, Role


class UserQuerySet(models.QuerySet["User"]):
    """Named readings of persons."""

    def active(self) -> "UserQuerySet":
        """Return those who may sign in."""
        return self.filter(is_active=True)

    def staff(self) -> "UserQuerySet":
        """Return those who sign in by name."""
        return self.filter(login__isnull=False)


class UserManager(BaseUserManager["User"]):
    """Gives persons with their names; made only by steps of this room."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def staff(self) -> UserQuerySet:
        """Return those who sign in by name."""
        return self.get_queryset().staff()

    def active(self) -> UserQuerySet:
        """Return those who may sign in."""
        return self.get_queryset().active()


class User(AbstractBaseUser):
    """One person who signs in: a resident by phone, or staff by name."""

    USERNAME_FIELD = "ref"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    last_login = None
    ref = models.CharField("代号", max_length=20, unique=True)
    login = models.CharField("登录名", max_length=40, unique=True, null=True, blank=True)
    display_name = models.CharField("称呼", max_length=40, blank=True)
    is_active = models.BooleanField("在用", default=True)
    created_at = models.DateTimeField("建立时间")

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(login__isnull=True) | ~Q(login=""), name="user_login_null_or_text"
            ),
        ]

    def __str__(self) -> str:
        return self.login or self.ref

    @property
    def actor_ref(self) -> str:
        """The opaque reference that the journal keeps."""
        return f"user:{self.ref}"

    @property
    def actor_organisation(self) -> str:
        """Slug of the organisation acted for: that of the first grant; a resident has none."""
        return self.grants_held[0].organisation.slug if self.grants_held else ""

    @property
    def is_staff_member(self) -> bool:
        """Whether the person signs in by name."""
        return self.login is not None

    @property
    def is_resident(self) -> bool:
        """Whether the person signs in by phone."""
        return self.login is None

    @property
    def shown_name(self) -> str:
        """The name to call the person by, a resident's masked."""
        if self.is_staff_member:
            return self.display_name
        return self.resident.shown_name

    @cached_property
    def grants_held(self) -> tuple["RoleGrant", ...]:
        """The grants that count today, own before those of a deputy, then oldest first.

        Read once for each loaded person.
        """
        if not self.is_staff_member:
            return ()
        today = clock.today()  # the one model that asks: every permission rests on "today"
        held = [grant for grant in self.grants.all() if grant.is_in_force(on=today)]
        return tuple(sorted(held, key=lambda one: (one.instead_of_id is not None, one.pk)))

    @property
    def role_words(self) -> str:
        """The roles held, in Chinese, each once."""
        return "、".join(dict.fromkeys(grant.get_role_display() for grant in self.grants_held))

    @property
    def duty_words(self) -> str:
        """What the roles held may do, in Chinese."""
        return "".join(DUTIES[role] for role in dict.fromkeys(g.role for g in self.grants_held))

    @property
    def organisation_words(self) -> str:
        """The organisations in which a role is held."""
        return "、".join(organisation.name for organisation in self.organisations())

    def roles(self) -> frozenset[str]:
        """Return the roles held in any organisation."""
        return frozenset(grant.role for grant in self.grants_held)

    def organisations(self, role: str | None = None) -> tuple[Organisation, ...]:
        """Return the organisations in which the person holds `role`, or any role."""
        found = {
            grant.organisation_id: grant.organisation
            for grant in self.grants_held
            if role is None or grant.role == role
        }
        return tuple(found.values())

    def deputised_in(self, organisation: str) -> tuple[str, ...]:
        """Return whose deputy the person is in an organisation (its slug): their references."""
        return tuple(
            dict.fromkeys(
                grant.instead_of.actor_ref
                for grant in self.grants_held
                if grant.instead_of is not None and grant.organisation.slug == organisation
            )
        )

    def has_role(self, role: str, organisation: Organisation | str | None = None) -> bool:
        """Say whether the person holds `role`, in that organisation (or its slug) if named."""
        slug = organisation.slug if isinstance(organisation, Organisation) else organisation
        return any(
            grant.role == role and (slug is None or grant.organisation.slug == slug)
            for grant in self.grants_held
        )


class ResidentQuerySet(models.QuerySet["Resident"]):
    """Named readings of residents."""

    def reached_by(self, phone: str) -> "ResidentQuerySet":
        """Return those whom a (normalised) phone number reaches, oldest first."""
        return self.filter(phone_index=index_of(phone, purpose="phone")).order_by("pk")


class Resident(models.Model):
    """What is known of a resident; a phone is a way to reach, several may share one.

    `left_phone` is a number whose holder said that it is his now: no message goes there, and for
    some days its former holder may still prove who he is and have it back.
    """

    user = models.OneToOneField(
        User, verbose_name="账号", on_delete=models.CASCADE, related_name="resident"
    )
    full_name = EncryptedTextField("姓名", blank=True)
    id_number = EncryptedTextField("身份证号", blank=True)
    id_number_index = models.CharField(max_length=64, blank=True, db_index=True)
    id_number_tail = models.CharField(max_length=4, blank=True, db_index=True)
    phone = EncryptedTextField("手机号", blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone_tail = models.CharField(max_length=4, blank=True, db_index=True)
    phone_confirmed_at = models.DateTimeField("最近一次证实手机号", null=True, blank=True)
    left_phone = EncryptedTextField("已换主人的手机号", blank=True, default="")
    left_phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    left_phone_at = models.DateTimeField("报告换主人的时间", null=True, blank=True)

    objects = ResidentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"居民 {self.user_id}"

    @property
    def shown_name(self) -> str:
        """The masked name, or the tail of the phone."""
        if self.full_name:
            return mask_name(self.full_name)
        return f"尾号 {self.phone_tail} 的用户" if self.phone_tail else "未留姓名的用户"

    @property
    def masked_phone(self) -> str:
        """The phone number with its middle hidden."""
        return mask_phone(self.phone) if self.phone else ""

    @property
    def masked_id_number(self) -> str:
        """The ID number with its date of birth hidden."""
        return mask_id(self.id_number) if self.id_number else ""


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Named readings of grants."""

    def own(self) -> "RoleGrantQuerySet":
        """Return what people hold themselves, not as somebody's deputy."""
        return self.filter(instead_of__isnull=True)

    def in_force(self, *, on: date) -> "RoleGrantQuerySet":
        """Return those that count on a day."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on)
        )


class RoleGrantManager(models.Manager["RoleGrant"]):
    """Reads a grant together with its organisation."""

    def get_queryset(self) -> RoleGrantQuerySet:
        return RoleGrantQuerySet(self.model, using=self._db).select_related("organisation")

    def own(self) -> RoleGrantQuerySet:
        """Return what people hold themselves, not as somebody's deputy."""
        return self.get_queryset().own()

    def in_force(self, *, on: date) -> RoleGrantQuerySet:
        """Return those that count on a day."""
        return self.get_queryset().in_force(on=on)


class RoleGrant(models.Model):
    """One role that one person holds in one organisation, from a day to a day.

    With `instead_of` it is held as the deputy of that person, who is away.
    """

    user = models.ForeignKey(
        User, verbose_name="人员", on_delete=models.CASCADE, related_name="grants"
    )
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.PROTECT, related_name="grants"
    )
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    instead_of = models.ForeignKey(
        User,
        verbose_name="代理谁",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="deputy_grants",
    )

    objects = RoleGrantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("user", "role", "organisation"),
                condition=Q(instead_of__isnull=True),
                name="role_grant_once",
            ),
            models.UniqueConstraint(
                fields=("instead_of", "role", "organisation"),
                condition=Q(instead_of__isnull=False),
                name="role_grant_one_deputy",
            ),
            models.CheckConstraint(
                condition=Q(instead_of__isnull=True)
                | (~Q(instead_of=F("user")) & Q(since__isnull=False) & Q(until__isnull=False)),
                name="role_grant_deputy_dated",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="role_grant_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_grant_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.organisation_id}"

    def is_in_force(self, *, on: date) -> bool:
        """Say whether it counts on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
