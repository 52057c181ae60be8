"""Files that were handed in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhujian.cases.models.case import Case
from zhujian.cases.models.columns import one_of
from zhujian.cases.states import MaterialKind
from zhujian.kernel.fields import EncryptedTextField


class HandedIn(models.Model):
    """A file that was handed in for one material; its content lies encrypted outside."""

    material_id = models.CharField(max_length=64)
    filename = EncryptedTextField()
    kind = models.CharField(max_length=5, choices=MaterialKind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.filename)

    @property
    def kind_text(self) -> str:
        """The kind of file in words."""
        return str(MaterialKind(self.kind).label)


class Material(HandedIn):
    """One file of a case, or the applicant's word to hand it in later (deferred, no file)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="materials")
    is_deferred = models.BooleanField(default=False)
    kind = models.CharField(max_length=5, choices=MaterialKind.choices, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "material_id", "sha256"], name="cases_material_once"
            ),
            models.UniqueConstraint(
                fields=["stored_as"], condition=~Q(stored_as=""), name="cases_material_own_file"
            ),
            models.CheckConstraint(
                name="cases_material_has_file",
                condition=Q(is_deferred=False, size__gt=0, sha256__gt="", stored_as__gt="")
                & one_of("kind", MaterialKind)
                | Q(is_deferred=True, size=0, sha256="", stored_as="", kind=""),
            ),
        ]
