"""A published guide as an immutable snapshot, and the draft that becomes one."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from zhujian.kernel.fields import OrderedJSONField


class GuideQuerySet(models.QuerySet["Guide"]):
    """Published guides are added and read, never changed."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: a published version is immutable."""
        del kwargs
        msg = "a published guide is immutable: publish another version"
        raise TypeError(msg)

    def delete(self) -> NoReturn:
        """Refuse: old versions stay."""
        msg = "a published guide stays: publish another version"
        raise TypeError(msg)


class Guide(models.Model):
    """One published version of an item's guide, read in one query."""

    item = models.ForeignKey("catalogue.Item", on_delete=models.PROTECT, related_name="guides")
    version = models.PositiveIntegerField()
    snapshot = OrderedJSONField()
    elements = OrderedJSONField()
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ("item_id", "-version")
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="guide_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="guide_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the version once; refuse to write it again."""
        if self.pk is not None:
            msg = "a published guide is immutable: publish another version"
            raise TypeError(msg)
        super().save(*args, **kwargs)


class GuideDraft(models.Model):
    """What an editor is filling in: the elements so far, and which are still missing."""

    item = models.OneToOneField(
        "catalogue.Item", on_delete=models.CASCADE, related_name="draft", primary_key=True
    )
    elements = OrderedJSONField(default=dict)
    missing = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return f"draft of {self.item_id}"
