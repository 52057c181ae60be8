"""The stories of the demo city: who applies for what, when, and how it ends.

Everything in a story follows from the seed, its index and the day of the load, so that the same
load tells the same year.
"""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate

from zhujian.catalogue.steps import ItemForCase
from zhujian.config.demo.people import FIRMS, Firm, Person
from zhujian.kernel import clock

STORIES = 1000
YEAR = timedelta(days=365)

# How often an application goes which way; the rest walks straight.
WAYS = {
    "corrected": 90,
    "uncorrected": 15,
    "silent": 25,
    "suspended": 45,
    "extended": 35,
    "not-accepted": 35,
    "withdrawn": 35,
    "fixed": 14,
    "revoked": 9,
    "late": 25,
    "straight": 672,
}
# The last stories stand where somebody must do something now, whatever chance says.
STANDING = (
    "waiting", "waiting", "waiting", "waiting", "asked", "asked", "resting", "resting",
    "overdue", "overdue", "overdue", "soon", "soon", "soon", "soon", "undelivered",
    "undelivered", "undelivered", "asked", "resting",
)  # fmt: skip
# Applications by month (January first) and by weekday (Monday first).
MONTHS = (9, 6, 12, 10, 9, 10, 9, 8, 12, 8, 11, 10)
WEEKDAYS = (13, 11, 10, 10, 9, 3, 2)
STARS = ((5, 70), (4, 19), (3, 6), (2, 3), (1, 2))
SAID = {
    5: (
        "在手机上就办好了，没有跑路。",
        "半天就办完了，谢谢窗口的小姑娘。",
        "材料写得明白，一次带齐。",
        "电话里讲得很耐心。",
        "老人不会用手机，工作人员上门帮忙弄的。",
    ),
    4: ("材料清单写得清楚。", "整体不错，等了十来分钟。", "要是能再快一天就好了。"),
    3: ("一般，等了一会儿。", "网上传照片传了好几次才成功。"),
    2: ("窗口问了两次才说清楚要带什么。", "说好五天，拖到第七天。"),
    1: ("指南写跑一次，实际跑了两次。", "打电话一直没有人接。"),
}


@dataclass(slots=True)
class Story:
    """One application from its submission to its end."""

    index: int
    item: ItemForCase
    person: Person
    division: str
    way: str
    submitted: datetime
    is_at_window: bool
    chance: random.Random
    firm: Firm | None = None
    number: str = field(default="")

    @property
    def is_refused(self) -> bool:
        """Whether the decision is a refusal."""
        return self.way == "straight" and self.index % 17 == 5

    @property
    def rest(self) -> int:
        """The working days for which the clock stands still."""
        return 15 if self.way == "resting" else 5 + self.index % 11

    @property
    def term(self) -> int:
        """The working days in which a decision is promised."""
        n = self.item.promised_n
        return n if self.item.promised_unit == "workday" else max(1, n * 5 // 7)


def stories(
    items: Sequence[ItemForCase],
    people: Sequence[Person],
    divisions: Sequence[str],
    *,
    seed: int,
    today: date,
    number: int,
) -> list[Story]:
    """Return so many stories of the year before a day, in the order of their submission."""
    chance = random.Random(seed)  # noqa: S311 -- a demo that repeats, no secret
    days = _days(today)
    whole = list(accumulate(weight for _, weight in days))
    standing = STANDING[: max(0, number - len(WAYS))]
    instants = sorted(
        _instant(days[bisect_right(whole, chance.random() * whole[-1])][0], chance)
        for _ in range(number - len(standing))
    )
    likely = list(accumulate(_weight(item, chance) for item in items))
    told = []
    for index, instant in enumerate(instants):
        item = items[bisect_right(likely, chance.random() * likely[-1])]
        told.append(_told(index, item, people, divisions, instant, chance))
    for place, way in enumerate(standing):
        told.append(_standing(len(instants) + place, way, items, people, divisions, today))
    return told


def _told(
    index: int,
    item: ItemForCase,
    people: Sequence[Person],
    divisions: Sequence[str],
    instant: datetime,
    chance: random.Random,
) -> Story:
    is_at_window = not item.is_online or chance.random() < 0.28
    way = chance.choices(list(WAYS), list(WAYS.values()))[0]
    if item.promised_n == 0 and way in {"suspended", "extended", "late"}:
        way = "straight"
    if way == "extended" and {item.promised_unit, item.statutory_unit} != {"workday"}:
        way = "straight"
    if is_at_window and way in {"corrected", "uncorrected", "silent", "not-accepted"}:
        way = "straight"
    person, firm = chance.choice(people), chance.choice(FIRMS)
    is_for_firm = not is_at_window and _is_for_firms(item)
    return Story(
        index=index,
        item=item,
        person=people[firm.head] if is_for_firm else person,
        firm=firm if is_for_firm else None,
        division=chance.choice(divisions),
        way=way,
        submitted=_opened(instant) if is_at_window else instant,
        is_at_window=is_at_window,
        chance=random.Random(chance.random()),  # noqa: S311
    )


def _standing(
    index: int,
    way: str,
    items: Sequence[ItemForCase],
    people: Sequence[Person],
    divisions: Sequence[str],
    today: date,
) -> Story:
    """Return a story that stands somewhere on the day of the load, of an office with an account."""
    long = [one for one in items if one.is_online and one.promised_n >= 5]
    known = [
        one for one in long if one.organisation in {"human-resources", "civil-affairs"}
    ] or long
    item = known[index % len(known)]
    chance = random.Random(index)  # noqa: S311
    ago = {"waiting": 1, "asked": 4, "resting": 6, "undelivered": item.promised_n + 2}
    back = ago.get(way, item.promised_n + (9 if way == "overdue" else -1))
    on = today - timedelta(days=max(1, back * 7 // 5))
    return Story(
        index=index,
        item=item,
        person=people[index % len(people)],
        division=divisions[index % len(divisions)],
        way=way,
        submitted=datetime(
            on.year, on.month, on.day, 9 + index % 8, 7 + index % 50, tzinfo=clock.CHINA
        ),
        is_at_window=False,
        chance=chance,
    )


def _is_for_firms(item: ItemForCase) -> bool:
    """Say whether enterprises apply and persons do not: then somebody acts for one."""
    audience = item.snapshot["audience"]
    return "企业法人" in audience and "自然人" not in audience


def _weight(item: ItemForCase, chance: random.Random) -> float:
    """Some items are asked for a hundred times as often as others; those with forms of old most."""
    ten = {"40030", "40040", "40050"}
    return 25.0 if item.code[-9:-3] in ten else 0.6 / (0.05 + chance.random())


def _days(today: date) -> list[tuple[date, int]]:
    first = today - YEAR
    span = (first + timedelta(days=ahead) for ahead in range(YEAR.days - 1))
    return [(day, MONTHS[day.month - 1] * WEEKDAYS[day.weekday()]) for day in span]


def _instant(day: date, chance: random.Random) -> datetime:
    """People apply from seven to eleven at night, most of them in the morning."""
    hour = min(22, max(7, int(chance.triangular(7, 22, 10))))
    return datetime(
        day.year, day.month, day.day, hour, chance.randrange(60), chance.randrange(60),
        tzinfo=clock.CHINA,
    )  # fmt: skip


def _opened(instant: datetime) -> datetime:
    """Move an instant into the hours of a window."""
    hour = min(16, max(9, instant.hour))
    return instant.replace(hour=13 if hour == 12 else hour)


def chosen_stars(story: Story) -> int:
    """Return how many stars the applicant gives; a refusal pleases nobody."""
    if story.is_refused:
        return story.chance.choice((1, 2, 3, 3, 4))
    stars, weights = zip(*STARS, strict=True)
    return int(story.chance.choices(stars, weights)[0])
