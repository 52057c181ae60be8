"""The county, its towns and villages, and the names they had before."""

from django.db import models
from django.db.models import F, Q

from zhujian.divisions.rules import short_name


class Level(models.TextChoices):
    """How large a division is."""

    COUNTY = "county", "县（市、区）"
    TOWN = "town", "乡镇、街道"
    VILLAGE = "village", "村、社区"


class DivisionQuerySet(models.QuerySet["Division"]):
    """Named readings of divisions."""

    def counties(self) -> "DivisionQuerySet":
        """Return the county (one, as a rule)."""
        return self.filter(level=Level.COUNTY)

    def towns(self) -> "DivisionQuerySet":
        """Return towns and streets, by code."""
        return self.filter(level=Level.TOWN)

    def villages(self) -> "DivisionQuerySet":
        """Return villages and communities, by code."""
        return self.filter(level=Level.VILLAGE)


class Division(models.Model):
    """One division with its 12-digit statistical code; positions are WGS-84."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    lon = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="division_level"),
            models.CheckConstraint(
                condition=Q(level=Level.COUNTY) | Q(parent__isnull=False),
                name="division_below_county_has_parent",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="division_not_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                name="division_position_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The name people use: 石虎村 for 石虎村村民委员会."""
        return short_name(self.name)

    @property
    def is_town(self) -> bool:
        return self.level == Level.TOWN

    @property
    def is_village(self) -> bool:
        return self.level == Level.VILLAGE


class DivisionAlias(models.Model):
    """Another name of a division: one it had before, or one that people say."""

    name = models.CharField("别名", max_length=60, unique=True)
    division = models.ForeignKey(
        Division, verbose_name="行政区划", on_delete=models.CASCADE, related_name="aliases"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
