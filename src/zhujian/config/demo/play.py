"""What happened in the demo city in the last year: applications, decisions, ratings.

Everything is done by the rooms' actions under a moved clock, in the order of time.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta

from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.catalogue.steps import ItemForCase, item_for_application
from zhujian.config.demo.people import residents
from zhujian.config.demo.plans import Event, events_of
from zhujian.config.demo.progress import Progress
from zhujian.config.demo.steps import Doing
from zhujian.config.demo.stories import STORIES, Story, stories
from zhujian.divisions.models import Division
from zhujian.kernel import clock, journal
from zhujian.ratings.models import Rating

EVENING = time(23)
# The line that a step leaves, by which one that was done but not counted is known again.
VERBS = {
    "submit": "case.submit",
    "take_in": "case.submit",
    "accept": "case.accept",
    "deem_accepted": "case.deem-accepted",
    "request_correction": "case.request-correction",
    "submit_correction": "case.submit-correction",
    "refuse": "case.refuse",
    "pay": "case.charge",
    "suspend": "case.suspend",
    "resume": "case.resume",
    "resume_on_time": "case.resume-on-time",
    "extend": "case.extend",
    "decide": "case.decide",
    "correct": "case.correct",
    "revoke": "case.revoke",
    "deliver": "case.deliver",
    "withdraw": "case.withdraw",
}


def act(
    seed: int,
    progress: Progress,
    *,
    number: int = STORIES,
    tell: Callable[[Sequence[Event]], Iterable[Event]] = iter,
) -> None:
    """Let the year before the load began happen, in the order of time.

    What had happened when an earlier load broke off does not happen twice.
    """
    events = planned(seed, progress, number)
    is_resumed = _remember(events)
    doing = Doing()
    for event in tell(events[progress.events :]):
        is_resumed = is_resumed and _has_happened(event)
        if not is_resumed:
            with clock.moved_to(event.at):
                getattr(doing, event.step)(event.story)
        progress.count()
    if events:
        doing.leave_a_draft(events[-1].story)


def planned(seed: int, progress: Progress, number: int) -> list[Event]:
    """Return everything that happens in so many stories, in the order of time."""
    until = datetime.combine(progress.on - timedelta(days=1), EVENING, clock.CHINA)
    return sorted(
        (event for one in _stories(seed, progress, number) for event in events_of(one, until)),
        key=lambda event: (event.at, event.story.index, event.order),
    )


def _stories(seed: int, progress: Progress, number: int) -> list[Story]:
    items = _items()
    if not (items and number):
        return []
    return stories(
        items, residents(), _divisions(seed), seed=seed, today=progress.on, number=number
    )


def _items() -> list[ItemForCase]:
    codes = Item.objects.filter(current_guide__isnull=False).order_by("code")
    return [item_for_application(code) for code in codes.values_list("code", flat=True)]


def _divisions(seed: int) -> list[str]:
    """Return where people live, towns with many people more often; some do not say it."""
    chance = random.Random(seed)  # noqa: S311 -- a demo that repeats, no secret
    places = Division.objects.exclude(level="county").order_by("code")
    villages = list(places.filter(level="village").values_list("code", flat=True))
    towns = list(places.filter(level="town").values_list("code", flat=True))
    return [*chance.sample(villages, k=min(60, len(villages))), *towns, *towns, *towns, "", ""]


def _remember(events: Sequence[Event]) -> bool:
    """Give stories that began in an earlier load the numbers of their cases."""
    begun = [event.story for event in events if event.step in {"submit", "take_in"}]
    numbers = Case.objects.order_by("pk").values_list("number", flat=True)
    for story, number in zip(begun, numbers, strict=False):
        story.number = number
    return bool(numbers)


def _has_happened(event: Event) -> bool:
    """Return whether the event at which a load broke off was done but not counted."""
    if not event.story.number:
        return False
    if event.step == "rate":
        return Rating.objects.filter(offer__subject=event.story.number).exists()
    return journal.Line.objects.filter(
        verb=VERBS[event.step], subject=event.story.number, at__gte=event.at
    ).exists()
