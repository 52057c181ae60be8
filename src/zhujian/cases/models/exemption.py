"""What the county does not hold a statutory type to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhujian.cases.models.columns import one_of
from zhujian.cases.states import LAW_SETTINGS
from zhujian.catalogue.states import ItemKind


class Exemption(models.Model):
    """A rule that does not bind a statutory type; without a row it binds."""

    rule = models.CharField(max_length=10)
    kind = models.CharField(max_length=2, choices=ItemKind.choices)

    class Meta:
        ordering: ClassVar[list[str]] = ["rule", "kind"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "kind"], name="cases_exemption_once"),
            models.CheckConstraint(
                name="cases_exemption_known",
                condition=Q(rule__in=sorted(LAW_SETTINGS)) & one_of("kind", ItemKind),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.get_kind_display()}"
