"""What happened in the demo city in the last weeks: applications, decisions, ratings.

Everything is done by the rooms' actions under a moved clock, in the order of time.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhujian.cases.actions import (
    accept_case,
    attach_file,
    begin_draft,
    decide_case,
    deliver_case,
    save_draft,
    submit_case,
    withdraw_case,
)
from zhujian.cases.models import Case
from zhujian.cases.states import CaseState
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.catalogue.schemas import example_of, fields_of
from zhujian.catalogue.steps import item_for_application
from zhujian.config.demo.papers import paper
from zhujian.config.demo.people import residents
from zhujian.config.demo.progress import Progress
from zhujian.config.demo.stories import STORIES, Story
from zhujian.kernel import clock
from zhujian.kernel.calendar import current_calendar
from zhujian.people.models import User
from zhujian.people.queries import find_user
from zhujian.ratings.actions import give_rating
from zhujian.ratings.models import Rating
from zhujian.window.actions import take_in

WEEKS = timedelta(days=42)
OFFICES = {
    "human-resources": ("handler", "approver"),
    "civil-affairs": ("handler-civil", "approver-civil"),
    "medical-insurance": ("handler-medical", "approver-medical"),
}
DIVISIONS = (
    "汉旺镇",
    "新市镇石虎村",
    "剑南街道",
    "孝德镇年画村",
    "紫岩街道",
    "汉旺镇武都社区",
    "清平镇",
    "",
)
STARS = (5, 5, 4, 5, 3, 4, 5, 2, 5, 4, 1, 5, 4, 5)
CHOSEN = {5: ["513", "517"], 4: ["408", "413"], 3: ["309"], 2: ["213"], 1: ["114"]}
SAID = {
    5: ("在手机上就办好了，没有跑路。", ""),
    4: ("材料清单写得清楚。", ""),
    3: ("", "一般，等了一会儿。"),
    2: ("窗口问了两次才说清楚要带什么。",),
    1: ("指南写跑一次，实际跑了两次。",),
}
# The states of a case in which an event of its story has happened.
AFTER = {
    "_submit": set(CaseState),
    "_take_in": set(CaseState),
    "_accept": {CaseState.ACCEPTED, CaseState.DECIDED, CaseState.DELIVERED},
    "_decide": {CaseState.DECIDED, CaseState.DELIVERED},
    "_deliver": {CaseState.DELIVERED},
    "_withdraw": {CaseState.WITHDRAWN},
}
REFUSED_BECAUSE = "经核对，参保信息显示您已在外地参保，不符合受理条件，可先办理转移手续后再申请。"
WITHDRAWN_BECAUSE = "申请人填错了项目，改为重新申请。"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens in a story, at an instant."""

    at: datetime
    order: int
    story: Story
    step: Callable[[Story], object]


def act(chance: random.Random, progress: Progress) -> None:
    """Let the six weeks before the load began happen, in the order of time.

    What had happened when an earlier load broke off does not happen twice.
    """
    items = [item_for_application(code) for code in _codes()]
    if not items:
        return
    days = _working_days(progress.on)
    people = residents()
    stories = [
        Story(index, items[index % len(items)], people[index % len(people)], days, chance)
        for index in range(STORIES)
    ]
    events = sorted(
        (event for story in stories for event in _events(story)),
        key=lambda event: (event.at, event.order),
    )
    is_resumed = _remember(events)
    for event in events[progress.events :]:
        if not (is_resumed and _has_happened(event)):
            with clock.moved_to(event.at):
                event.step(event.story)
        is_resumed = False
        progress.count()
    _leave_a_draft(stories[-1])


def _remember(events: Sequence[Event]) -> bool:
    """Give stories that began in an earlier load the numbers of their cases."""
    begun = [event.story for event in events if event.step in (_submit, _take_in)]
    numbers = Case.objects.order_by("pk").values_list("number", flat=True)
    for story, number in zip(begun, numbers, strict=False):
        story.number = number
    return bool(numbers)


def _has_happened(event: Event) -> bool:
    """Return whether the event at which a load broke off was done but not counted."""
    if not event.story.number:
        return False
    state = Case.objects.get(number=event.story.number).state
    if event.step is _rate:
        return Rating.objects.filter(offer__subject=event.story.number).exists()
    return state in AFTER[event.step.__name__]


def _codes() -> list[str]:
    return [
        item.code
        for item in Item.objects.select_related("organisation").order_by("code")
        if item.organisation.slug in OFFICES and item.current_guide_id and item.is_online
    ]


def _working_days(today: date) -> list[date]:
    calendar = current_calendar()
    span = (today - WEEKS + timedelta(days=ahead) for ahead in range(WEEKS.days))
    return [day for day in span if calendar.is_workday(day)]


def _events(story: Story) -> Iterator[Event]:
    plan: list[tuple[int, int, Callable[[Story], object]]]
    if story.is_at_window:
        plan = [(story.submitted, 10, _take_in)]
    else:
        plan = [(story.submitted, 9, _submit)]
    if story.is_withdrawn:
        plan.append((story.submitted, 15, _withdraw))
    else:
        plan += _handling(story)
    for order, (day, hour, step) in enumerate(plan):
        at = story.at(day, hour)
        if at is None:
            return
        yield Event(at, story.index * 10 + order, story, step)


def _handling(story: Story) -> list[tuple[int, int, Callable[[Story], object]]]:
    plan: list[tuple[int, int, Callable[[Story], object]]] = []
    if story.is_waiting:
        return plan
    if not story.is_at_window:
        plan.append((story.submitted + 1, 10, _accept))
    if story.is_late:
        return plan
    plan.append((story.decided, 14, _decide))
    if story.index % 3 != 1:
        plan.append((story.decided, 16, _rate))
    if story.is_fetched:
        plan.append((story.decided + 1, 11, _deliver))
    return plan


def _submit(story: Story) -> None:
    case = submit_case(
        by=_resident(story),
        item_code=story.item.code,
        form=_filling(story),
        materials=_papers(story),
        division=DIVISIONS[story.index % len(DIVISIONS)],
    )
    story.number = case.number


def _leave_a_draft(story: Story) -> None:
    """Let a resident have begun something today and not finished it."""
    resident = _resident(story)
    draft = begin_draft(by=resident, item_code=story.item.code)
    typed = dict(list(_filling(story).items())[:2])
    save_draft(by=resident, ref=draft.ref, form=typed)


def _take_in(story: Story) -> None:
    clerk = _staff("clerk-hanwang" if story.index % 2 else "clerk")
    draft = begin_draft(
        by=clerk, item_code=story.item.code, applicant=_resident(story), form=_filling(story)
    )
    for file in _papers(story):
        attach_file(by=clerk, ref=draft.ref, file=file)
    story.number = take_in(by=clerk, ref=draft.ref).number


def _accept(story: Story) -> None:
    accept_case(by=_handler(story), number=story.number)


def _decide(story: Story) -> None:
    approver = _staff(OFFICES[story.item.organisation][1])
    note = REFUSED_BECAUSE if story.outcome == "refused" else ""
    decide_case(by=approver, number=story.number, outcome=story.outcome, note=note)


def _rate(story: Story) -> None:
    stars = 2 if story.outcome == "refused" else STARS[story.index % len(STARS)]
    token = Case.objects.get(number=story.number).rating_token
    give_rating(
        token=token,
        stars=stars,
        options=CHOSEN[stars][: 1 + story.index % 2],
        text=story.chance.choice(SAID[stars]),
    )


def _deliver(story: Story) -> None:
    how = "counter" if story.is_at_window else ("electronic", "post")[story.index % 2]
    deliver_case(by=_handler(story), number=story.number, how=how)


def _withdraw(story: Story) -> None:
    withdraw_case(by=_resident(story), number=story.number, note=WITHDRAWN_BECAUSE)


def _handler(story: Story) -> User:
    return _staff(OFFICES[story.item.organisation][0])


def _staff(login: str) -> User:
    return User.objects.get(login=login)


def _resident(story: Story) -> User:
    user = find_user(story.person.phone)
    if user is None:
        msg = f"the demo resident {story.person.phone} was not made"
        raise LookupError(msg)
    return user


def _filling(story: Story) -> dict[str, object]:
    """Return the item's own example, told by this person."""
    own = {
        "person.name": story.person.name,
        "person.id_number": story.person.id_number,
        "person.id": story.person.id_number,
        "person.phone": story.person.phone,
        "person.mobile": story.person.phone,
    }
    example = dict(example_of(story.item.form))
    for one in fields_of(story.item.form):
        if one.name in example and one.concept in own:
            example[one.name] = own[one.concept]
    return example


def _papers(story: Story) -> list[HandedFile]:
    return [
        HandedFile(
            material_id=material["id"],
            filename=f"{material['name'][:30]}.pdf",
            content=paper(f"{story.index}-{material['id']}"),
        )
        for material in story.item.materials
        if material["required"] == "required"
    ]
