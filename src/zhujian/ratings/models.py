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


class RatingOfferQuerySet(models.QuerySet["RatingOffer"]):
    """Named readings of offers."""

    def open(self, *, at: datetime) -> "RatingOfferQuerySet":
        """Return those that may still be answered."""
        return self.filter(rating=None, expires_at__gt=at)


class RatingOffer(RatedThing):
    """One invitation to rate one thing once; its token is kept as a digest."""

    subject = models.CharField("对象", max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("邀请时间")
    expires_at = models.DateTimeField("截止时间")

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

    class Meta:
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


class RatingDay(RatedThing):
    """How many ratings of one level one thing got on one day; kept with each rating."""

    day = models.DateField("日期")
    level = models.PositiveSmallIntegerField("星级")
    is_default = models.BooleanField("默认评价")
    count = models.PositiveIntegerField("件数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=(
                    "day",
                    "organisation",
                    "item",
                    "place",
                    "channel",
                    "level",
                    "is_default",
                ),
                name="rating_day_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.level}星 {self.count}"


class OfferDay(RatedThing):
    """How many were asked on one day about one thing, and how many of these answered since."""

    day = models.DateField("日期")
    offered = models.PositiveIntegerField("邀请数", default=0)
    answered = models.PositiveIntegerField("主动评价数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("day", "organisation", "item", "place", "channel"), name="offer_day_once"
            ),
            models.CheckConstraint(
                condition=Q(answered__lte=models.F("offered")), name="offer_day_answered_offered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.answered}/{self.offered}"
