"""The rating ledger: what was asked, what was given, and the counts of both by day."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from zhujian.kernel.journal.models import Line


class Channel(models.TextChoices):
    """How the person was served who is asked."""

    ONLINE = "online", "网上"
    COUNTER = "counter", "窗口"
    PHONE = "phone", "电话"
    TERMINAL = "terminal", "自助终端"


class RatedThing(models.Model):
    """What a rating is about, by reference only."""

    organisation = models.CharField("单位", max_length=60)
    item = models.CharField("事项", max_length=80, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)

    class Meta:
        abstract = True


class RatingQuerySet(models.QuerySet["Rating"]):
    """Named readings of ratings."""

    def bad(self) -> "RatingQuerySet":
        """Return those with one or two stars, which no default has."""
        return self.filter(stars__lte=2)


class RatingOfferQuerySet(models.QuerySet["RatingOffer"]):
    """Named readings of offers."""

    def unanswered(self, *, at: datetime) -> "RatingOfferQuerySet":
        """Return those that ran out without an answer, oldest first."""
        return self.filter(rating=None, expires_at__lte=at).order_by("expires_at")


class RatingOffer(RatedThing):
    """One invitation to rate one thing once; its token is kept as a digest."""

    subject = models.CharField("对象", max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("邀请时间")
    expires_at = models.DateTimeField("截止时间", db_index=True)

    objects = RatingOfferQuerySet.as_manager()

    def __str__(self) -> str:
        return self.subject


class Rating(models.Model):
    """One rating; what the person wrote is the note of its line in the journal."""

    ref = models.CharField(max_length=20, unique=True)
    offer = models.OneToOneField(RatingOffer, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField("星级")
    options = models.JSONField("选项", default=list)
    is_default = models.BooleanField("默认评价", default=False)
    at = models.DateTimeField("评价时间")
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="+")

    objects = RatingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("id",), name="rating_bad", condition=Q(stars__lte=2)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="rating_stars_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(stars__gte=3), name="rating_default_not_bad"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars}星"


class Counts(models.Model):
    """How many of each level people gave, how many were entered by default, who was asked.

    What was asked and answered counts on the day of the question, a rating on its own day.
    """

    active_1 = models.PositiveIntegerField("主动1星", default=0)
    active_2 = models.PositiveIntegerField("主动2星", default=0)
    active_3 = models.PositiveIntegerField("主动3星", default=0)
    active_4 = models.PositiveIntegerField("主动4星", default=0)
    active_5 = models.PositiveIntegerField("主动5星", default=0)
    default_1 = models.PositiveIntegerField("默认1星", default=0)
    default_2 = models.PositiveIntegerField("默认2星", default=0)
    default_3 = models.PositiveIntegerField("默认3星", default=0)
    default_4 = models.PositiveIntegerField("默认4星", default=0)
    default_5 = models.PositiveIntegerField("默认5星", default=0)
    offered = models.PositiveIntegerField("邀请数", default=0)
    answered = models.PositiveIntegerField("主动评价数", default=0)

    class Meta:
        abstract = True


class RatingDay(RatedThing, Counts):
    """The counts of one thing on one day; kept with each offer and each rating."""

    day = models.DateField("日期")

    class Meta:
        indexes = [
            models.Index(fields=("organisation", "day"), name="rating_day_organisation"),
            models.Index(fields=("item", "day"), name="rating_day_item"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("day", "organisation", "item", "place", "channel"), name="rating_day_once"
            ),
            models.CheckConstraint(
                condition=Q(answered__lte=models.F("offered")), name="rating_day_answered_offered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.organisation} {self.item}"


class RatingMonth(Counts):
    """The counts of one item of one organisation in one month, for the board."""

    month = models.DateField("月份")
    organisation = models.CharField("单位", max_length=60)
    item = models.CharField("事项", max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("organisation", "month"), name="rating_month_organisation"),
            models.Index(fields=("item", "month"), name="rating_month_item"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("month", "organisation", "item"), name="rating_month_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.organisation} {self.item}"


class RatingPlaceMonth(Counts):
    """The counts of one item of one organisation at one place in one month."""

    month = models.DateField("月份")
    place = models.CharField("地点", max_length=80)
    organisation = models.CharField("单位", max_length=60)
    item = models.CharField("事项", max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=("place", "month"), name="rating_place_month")]
        constraints = [
            models.UniqueConstraint(
                fields=("month", "place", "organisation", "item"), name="rating_place_month_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.place} {self.item}"


class RatingReason(models.Model):
    """How often a reason was ticked for one item of one organisation at one place in one month."""

    month = models.DateField("月份")
    organisation = models.CharField("单位", max_length=60)
    item = models.CharField("事项", max_length=80, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    option = models.CharField("选项", max_length=3)
    times = models.PositiveIntegerField("次数", default=0)

    class Meta:
        indexes = [
            models.Index(fields=("organisation", "month"), name="rating_reason_organisation"),
            models.Index(fields=("item", "month"), name="rating_reason_item"),
            models.Index(fields=("place", "month"), name="rating_reason_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("month", "organisation", "item", "place", "option"),
                name="rating_reason_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.option}"
