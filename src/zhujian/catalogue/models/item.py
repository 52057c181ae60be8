"""The one public thing a person applies for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from zhujian.catalogue.states import APPLIED_KINDS, ItemKind, ItemStatus
from zhujian.people.roles import Role

if TYPE_CHECKING:
    from zhujian.people.models import User

PUBLIC_STATUSES = (ItemStatus.PUBLISHED, ItemStatus.LISTED, ItemStatus.SUSPENDED)


class ItemQuerySet(models.QuerySet["Item"]):
    """The vocabulary of item queries."""

    def public(self) -> ItemQuerySet:
        """Items that anybody may see: published, listed or suspended."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def counted(self) -> ItemQuerySet:
        """Items that stand in the catalogue and its counts: published or listed."""
        return self.filter(status__in=(ItemStatus.PUBLISHED, ItemStatus.LISTED))

    def visible_to(self, user: User) -> ItemQuerySet:
        """Items of the organisations whose guides the member of staff writes or edits."""
        if user.has_role(Role.ADMIN):
            return self
        slugs = {
            organisation.slug
            for role in (Role.EDITOR, Role.CONTRIBUTOR)
            for organisation in user.organisations(role)
        }
        return self.filter(organisation__slug__in=slugs)


class Item(models.Model):
    """One service item: its identity, its state, and what the catalogue filters by."""

    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    plain_name = models.CharField(max_length=120, blank=True)
    main_item = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=2, choices=ItemKind)
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.DRAFT)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="items"
    )
    current_guide = models.OneToOneField(
        "catalogue.Guide", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_for_persons = models.BooleanField(default=False)
    is_for_organisations = models.BooleanField(default=False)
    is_online = models.BooleanField(default=False)
    is_on_the_spot = models.BooleanField(default=False)
    is_in_hall = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    suspended_because = models.CharField(max_length=300, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["status", "organisation"], name="item_status_organisation"),
            models.Index(fields=["organisation", "name"], name="item_organisation_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""), name="item_has_code_and_name"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(APPLIED_KINDS)), name="item_kind_is_applied_for"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(current_guide__isnull=False),
                name="published_item_has_guide",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"

    @property
    def title(self) -> str:
        """The name people use, or the official one."""
        return self.plain_name or self.name

    @property
    def subject(self) -> str:
        """The subject reference of the journal and of ratings."""
        return f"item:{self.code}"

    @property
    def status_text(self) -> str:
        """The state in words."""
        return str(ItemStatus(self.status).label)

    @property
    def kind_text(self) -> str:
        """The statutory type in words."""
        return str(ItemKind(self.kind).label)


class ItemAlias(models.Model):
    """Another name under which people look for an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="alias_once_per_item")]

    def __str__(self) -> str:
        return self.name
