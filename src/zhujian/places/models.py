"""Places, their hours, their windows."""

from django.db import models
from django.db.models import Q

from zhujian.places.rules import DAY_WORDS, DayKind, Span


class Category(models.TextChoices):
    """What kind of place it is."""

    HALL = "hall", "政务服务大厅"
    STATION = "station", "便民服务站"
    OPENNESS = "openness", "政府信息查阅点"
    HEALTH = "health", "医疗卫生机构"
    EDUCATION = "education", "教育机构"
    SELF_SERVICE = "self-service", "自助服务点"
    UTILITY = "utility", "公用事业营业点"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Named readings of places."""

    def active(self) -> "PlaceQuerySet":
        """Return places that are open to people at all."""
        return self.filter(is_active=True)

    def located(self) -> "PlaceQuerySet":
        """Return places whose position is known."""
        return self.filter(lon__isnull=False, lat__isnull=False)

    def with_hours(self) -> "PlaceQuerySet":
        """Return places with what their opening hours need."""
        return self.prefetch_related("opening_hours", "special_hours")


class Place(models.Model):
    """Somewhere people can go; its position is WGS-84.

    `items_count` is how many items can be done there; the catalogue keeps it. `area` is the code
    of the town it lies in (or of the county), under which lists group it.
    """

    slug = models.SlugField("标识", max_length=80, unique=True)
    name = models.CharField("名称", max_length=120, unique=True)
    category = models.CharField("类别", max_length=12, choices=Category.choices)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name="单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
    )
    division = models.ForeignKey(
        "divisions.Division",
        verbose_name="行政区划",
        on_delete=models.PROTECT,
        related_name="places",
    )
    area = models.CharField("所在镇街", max_length=12)
    address = models.CharField("地址", max_length=200)
    phone = models.CharField("电话", max_length=40, blank=True)
    lon = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)
    directions = models.CharField("怎么去", max_length=300, blank=True)
    items_count = models.PositiveIntegerField("可办事项数", default=0)
    is_active = models.BooleanField("在用", default=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="place_category_known"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                name="place_position_whole",
            ),
        ]
        indexes = [models.Index(fields=["area", "slug"], name="place_by_area")]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One span of hours on days of a kind, in minutes after midnight."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="opening_hours")
    kind = models.CharField(
        "日子", max_length=10, choices=[(kind.value, words) for kind, words in DAY_WORDS.items()]
    )
    opens = models.PositiveSmallIntegerField("开门")
    closes = models.PositiveSmallIntegerField("关门")

    class Meta:
        ordering = ("place", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=models.F("closes"), closes__lte=1440),
                name="openinghours_in_order",
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "opens"], name="openinghours_one_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opens}–{self.closes}"

    @property
    def span(self) -> Span:
        """The row as a value for the rules."""
        return Span(DayKind(self.kind), self.opens, self.closes)


class SpecialHours(models.Model):
    """Other hours on one date; without hours the place is closed that day."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="special_hours")
    on = models.DateField("日期")
    opens = models.PositiveSmallIntegerField("开门", null=True, blank=True)
    closes = models.PositiveSmallIntegerField("关门", null=True, blank=True)
    reason = models.CharField("原因", max_length=100)

    class Meta:
        ordering = ("place", "on", "opens")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__lt=models.F("closes"), closes__lte=1440),
                name="specialhours_in_order",
            ),
            models.UniqueConstraint(fields=["place", "on", "opens"], name="specialhours_one_span"),
            models.UniqueConstraint(
                fields=["place", "on"],
                condition=Q(opens__isnull=True),
                name="specialhours_closed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class Window(models.Model):
    """One window of a hall; its code stands on the window and in its QR."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="windows")
    code = models.CharField("窗口号", max_length=20, unique=True)
    name = models.CharField("窗口名称", max_length=60)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("place", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
