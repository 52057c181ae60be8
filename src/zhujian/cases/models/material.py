"""Files that were handed in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhujian.cases.models.case import Case
from zhujian.cases.models.columns import one_of
from zhujian.cases.states import MaterialKind
from zhujian.kernel.fields import EncryptedTextField

IS_PAPER = Q(kind="paper", size=0, sha256="", stored_as="") & (
    Q(is_original_seen=True) | Q(is_copy_kept=True)
)
IS_FILE = (
    Q(size__gt=0, is_original_seen=False, is_copy_kept=False, pages=0)
    & one_of("kind", MaterialKind)
    & ~Q(kind="paper")
)


class HandedIn(models.Model):
    """What was handed in for one material: a file, encrypted outside, or paper at a window.

    Of paper it is known whether the original was seen, whether a copy was kept, and how many
    pages lie in the folder. Of what was handed in before it is known with which case, and when
    first; it is a copy of its own.
    """

    material_id = models.CharField(max_length=64)
    filename = EncryptedTextField()
    kind = models.CharField(max_length=5, choices=MaterialKind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)
    is_original_seen = models.BooleanField(default=False)
    is_copy_kept = models.BooleanField(default=False)
    pages = models.PositiveSmallIntegerField(default=0)
    first_on = models.DateField(null=True, blank=True)
    reused_from = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.filename)

    @property
    def is_paper(self) -> bool:
        """Whether it lies on paper, so that there is no file to open."""
        return self.kind == MaterialKind.PAPER

    @property
    def is_there(self) -> bool:
        """Whether it was handed in, as a file or on paper, and not only announced."""
        return bool(self.stored_as) or self.is_paper

    @property
    def paper_text(self) -> str:
        """What was seen and kept of a paper, in a few words."""
        parts = ["原件已核"] if self.is_original_seen else []
        if self.is_copy_kept:
            parts.append("复印件已收")
        if self.pages:
            parts.append(f"{self.pages} 页")
        return "，".join(parts)

    @property
    def kind_text(self) -> str:
        """The kind of file in words."""
        return str(MaterialKind(self.kind).label)


class Material(HandedIn):
    """One file or paper of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="materials")
    document_type = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "material_id", "sha256", "kind"], name="cases_material_once"
            ),
            models.UniqueConstraint(
                fields=["stored_as"], condition=~Q(stored_as=""), name="cases_material_own_file"
            ),
            models.CheckConstraint(
                name="cases_material_has_file",
                condition=Q(sha256__gt="", stored_as__gt="") & IS_FILE | IS_PAPER,
            ),
        ]
