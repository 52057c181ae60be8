"""Organisations: departments, towns, halls, and the other names people call them by."""

from django.db import models
from django.db.models import F, Q


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    COUNTY = "county", "县（市、区）人民政府"
    DEPARTMENT = "department", "部门"
    TOWN = "town", "乡镇、街道"
    VILLAGE = "village", "村、社区"
    HALL = "hall", "政务服务中心"
    INSTITUTION = "institution", "事业单位、群团组织"
    ZONE = "zone", "园区"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Named readings of organisations."""

    def active(self) -> "OrganisationQuerySet":
        """Return those that exist today."""
        return self.filter(is_active=True)


class Organisation(models.Model):
    """One organisation that acts, answers or is responsible for something."""

    slug = models.SlugField("标识", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind.choices)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    division = models.ForeignKey(
        "divisions.Division",
        verbose_name="行政区划",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="上级单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    phone_consult = models.CharField("咨询电话", max_length=40, blank=True)
    phone_supervise = models.CharField("监督电话", max_length=40, blank=True)
    is_administrative = models.BooleanField("行政机关", default=False)
    is_active = models.BooleanField("在用", default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="organisation_not_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another name of an organisation: old, short, or used elsewhere for the same duty."""

    name = models.CharField("别名", max_length=120, unique=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.CASCADE, related_name="aliases"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
