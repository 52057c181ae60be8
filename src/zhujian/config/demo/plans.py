"""When what happens in a story: events at instants, working days and working hours kept."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zhujian.config.demo.stories import Story
from zhujian.kernel import clock
from zhujian.kernel.calendar import add_workdays, is_workday

RATED = 0.4
FETCHED = 0.93
MIDNIGHT = time(0, 7)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens in a story, at an instant."""

    at: datetime
    order: int
    story: Story
    step: str


def events_of(story: Story, until: datetime) -> Iterator[Event]:
    """Return the events of a story up to an instant, in their order."""
    for order, (at, step) in enumerate(_course(story)):
        if at > until:
            return
        yield Event(at, order, story, step)


def _course(story: Story) -> Iterator[tuple[datetime, str]]:
    """Return the instants and steps of the way a story goes."""
    chance, start = story.chance, story.submitted
    accepted: datetime | None = start
    if story.is_at_window:
        yield start, "take_in"
    else:
        yield start, "submit"
        if story.way == "withdrawn":
            yield start + timedelta(hours=chance.randint(1, 30)), "withdraw"
            return
        accepted = yield from _accepted(story)
    if accepted is not None and story.way != "withdrawn":
        yield from _handled(story, accepted)
    elif accepted is not None:
        yield _office(story, accepted, 1, 10), "withdraw"


def _accepted(story: Story) -> Generator[tuple[datetime, str], None, datetime | None]:
    """Answer an application: accept it, ask for what is missing, or let silence do it."""
    chance, start = story.chance, story.submitted
    if story.way == "waiting":
        return None
    if story.way == "silent":
        at = datetime.combine(add_workdays(start.date(), 6), MIDNIGHT, clock.CHINA)
        yield at, "deem_accepted"
        return at
    answered = _office(story, start, chance.randint(0, 2), chance.randint(9, 16))
    if story.way == "not-accepted":
        yield answered, "refuse"
        return None
    if story.way in {"corrected", "uncorrected", "asked"}:
        yield answered, "request_correction"
        if story.way == "asked":
            return None
        back = answered + timedelta(days=chance.randint(1, 9), hours=chance.randint(1, 5))
        if story.way == "uncorrected":
            yield _office(story, answered, 16, 10), "refuse"
            return None
        yield back, "submit_correction"
        answered = _office(story, back, chance.randint(0, 1), chance.randint(9, 16))
    yield answered, "accept"
    return answered


def _handled(story: Story, accepted: datetime) -> Iterator[tuple[datetime, str]]:
    """Handle what was accepted until it is decided, delivered and rated."""
    chance, term = story.chance, story.term
    if story.item.snapshot["fee"]["charged"] and story.way != "silent":
        yield accepted + timedelta(minutes=4), "pay"
    if story.way in {"overdue", "soon"}:
        return
    days = 0 if term == 0 else max(1, round(term * chance.uniform(0.35, 0.95)))
    if story.way == "late":
        days = term + chance.randint(1, 4)
    rest = 0
    if story.way in {"suspended", "resting"}:
        rest = story.rest
        begun = _office(story, accepted, 1, 10)
        yield begun, "suspend"
        if story.way == "resting":
            return
        if chance.random() < 0.5:
            yield _office(story, begun, rest - 1, 15), "resume"
        else:
            over = add_workdays(begun.date(), rest) + timedelta(days=1)
            yield datetime.combine(over, MIDNIGHT, clock.CHINA), "resume_on_time"
        days = max(days, 2)
    if story.way == "extended":
        yield _office(story, accepted, max(1, term // 2), 11), "extend"
        days = term + chance.randint(1, 5)
    hour = max(accepted.hour, 14) if days + rest == 0 else chance.randint(9, 16)
    decided = _office(story, accepted, days + rest, hour, after=accepted)
    yield decided, "decide"
    yield from _ended(story, decided)


def _ended(story: Story, decided: datetime) -> Iterator[tuple[datetime, str]]:
    chance = story.chance
    if chance.random() < RATED and story.way != "undelivered":
        yield decided + timedelta(hours=chance.randint(1, 60), minutes=7), "rate"
    if story.way == "undelivered":
        return
    if story.way == "fixed":
        yield _office(story, decided, 2, 10), "correct"
        yield _office(story, decided, 3, 15), "deliver"
    elif story.way == "revoked":
        yield _office(story, decided, 8, 10), "revoke"
    elif chance.random() < FETCHED:
        yield _office(story, decided, chance.randint(0, 4), 16, after=decided), "deliver"


def _office(
    story: Story, start: datetime, days: int, hour: int, after: datetime | None = None
) -> datetime:
    """Return an instant some working days on, in working hours and not before what came before."""
    day = _workday(start.date()) if days == 0 else add_workdays(start.date(), days)
    minute = (story.index * 17 + days * 7) % 60
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.CHINA)
    floor = (after or start) + timedelta(minutes=9)
    return at if at > floor else floor


def _workday(day: date) -> date:
    return day if is_workday(day) else add_workdays(day, 1)
