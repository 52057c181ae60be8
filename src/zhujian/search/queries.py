"""Readings for the desk: what people asked and did not find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, OuterRef, Q, Subquery, Sum

from zhujian.kernel import clock
from zhujian.search import engine
from zhujian.search.answers import Hit
from zhujian.search.models import MissedQuestion, SettledQuestion

LOOKED_BACK = timedelta(days=90)
SHOWN = 50
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """One question nobody found an answer to: how often, when last, and what comes nearest."""

    words: str
    times: int
    last: date
    nearest: Sequence[Hit] = ()


def missed_questions(*, limit: int = SHOWN, offset: int = 0) -> list[Missed]:
    """Return what was asked in vain in the last ninety days, most often first."""
    settled = SettledQuestion.objects.filter(words=OuterRef("words")).values("settled_on")[:1]
    found = (
        MissedQuestion.objects.filter(day__gt=clock.today() - LOOKED_BACK)
        .order_by()
        .values("words")
        .annotate(sum=Sum("times"), last=Max("day"), settled=Subquery(settled))
        .filter(Q(settled__isnull=True) | Q(settled__lt=F("last")))
        .order_by("-sum", "-last", "words")
    )
    return [Missed(row["words"], row["sum"], row["last"]) for row in found[offset : offset + limit]]


def with_nearest(rows: Sequence[Missed]) -> list[Missed]:
    """Return the same with what the search finds nearest today."""
    return [
        Missed(row.words, row.times, row.last, engine.find(row.words, limit=NEAREST).hits)
        for row in rows
    ]
