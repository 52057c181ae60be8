"""Tables of the room: everyday wording, and words the dictionary lacks."""

from django.db import models


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Everyday wording as the search asks for it."""

    def active(self) -> "SynonymQuerySet":
        """Return the pairs in use."""
        return self.filter(is_active=True)


class Synonym(models.Model):
    """What people say, and what the law calls it.

    A pair an editor switches off stays as a row, so that the seed does not bring it back.
    """

    everyday = models.CharField("口语说法", max_length=40)
    official = models.CharField("正式说法", max_length=80)
    is_active = models.BooleanField("启用", default=True)
    is_seed = models.BooleanField("随产品提供", default=False)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = "同义词"
        ordering = ["everyday", "official"]
        constraints = [
            models.UniqueConstraint(
                fields=["everyday", "official"], name="search_synonym_pair_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.everyday} → {self.official}"


class LocalWord(models.Model):
    """A word that the segmenter's dictionary lacks: a place, a scheme, a term."""

    word = models.CharField("词", max_length=40, unique=True)
    is_active = models.BooleanField("启用", default=True)
    is_seed = models.BooleanField("随产品提供", default=False)

    class Meta:
        verbose_name = "本地词"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class LoadedSeed(models.Model):
    """A seed that was loaded once; it is not loaded again, whatever an editor did to it."""

    name = models.CharField("种子", max_length=140, unique=True)

    class Meta:
        verbose_name = "已载入的种子"

    def __str__(self) -> str:
        return self.name


class MissedQuestion(models.Model):
    """How often something was asked on a day and not found; no word of who asked."""

    day = models.DateField("日期")
    words = models.CharField("问法", max_length=40)
    times = models.PositiveIntegerField("次数")

    class Meta:
        verbose_name = "没有找到的搜索"
        ordering = ["-day", "words"]
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="search_missed_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.words}"


class SettledQuestion(models.Model):
    """A question that an editor has dealt with; asked in vain on a later day, it is back."""

    words = models.CharField("问法", max_length=40, unique=True)
    settled_on = models.DateField("处理日期")

    class Meta:
        verbose_name = "已处理的搜索"

    def __str__(self) -> str:
        return self.words
