"""A number that somebody follows, and answers of the search, made up for the pages."""

import sys
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import transaction

from zhujian.kernel import clock, numbers
from zhujian.search import engine
from zhujian.search.answers import Hit, Part, SearchAnswer
from zhujian.web import trackers
from zhujian.web.trackers import Track, TrackStep

LETTERS = "QQ"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=clock.CHINA)


@pytest.fixture
def number(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """A number that is drawn and followed: accepted, with a date and its reason."""
    kinds = sys.modules["zhujian.kernel.numbers.kinds"]
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(trackers, "_trackers", dict(trackers._trackers))
    numbers.register_kind(numbers.NumberKind(LETTERS, "试办件", "cases", "case"))
    trackers.register_tracker(LETTERS, followed)
    with transaction.atomic():
        return numbers.draw(LETTERS)


def followed(number: str) -> Track:
    return Track(
        number=number,
        kind="办件",
        title=None,
        state="accepted",
        state_text="已受理，正在审核",
        due_on=date(2026, 11, 27),
        due_why="承诺3个工作日，受理当日不计，第3个工作日是11月27日。",
        steps=(
            TrackStep(NOON, "人力资源和社会保障局已受理", "人力资源和社会保障局"),
            TrackStep(NOON.replace(hour=9), "提交了申请", "申请人"),
        ),
        is_finished=False,
    )


def hit(code: str = "A1", title: str = "社会保障卡补领", kind: str = "item", **extra: str) -> Hit:
    return Hit(
        kind=kind,
        id=code,
        title=title,
        url=f"/items/{code}/",
        snippet=(Part("遗失后"), Part("补领", is_hit=True)),
        score=1.0,
        title_parts=(Part("社会保障卡"), Part("补领", is_hit=True)),
        extra=extra,
    )


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[SearchAnswer], list[dict]]:
    """Let the search answer what a test says; what it was asked is kept."""
    asked: list[dict] = []

    def let(answer: SearchAnswer) -> list[dict]:
        def find(q: str, **named: object) -> SearchAnswer:
            asked.append({"q": q, **named})
            return answer

        monkeypatch.setattr(engine, "find", find)
        return asked

    return let
