"""What the portal's pages join from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.states import ItemStatus
from zhujian.kernel import clock
from zhujian.people.models import Organisation, OrganisationKind
from zhujian.places.models import Category, Place
from zhujian.places.queries import open_state_of
from zhujian.portal.life_events import LifeEvent, Topic
from zhujian.ratings.queries import Filters, summary
from zhujian.ratings.rules import Summary
from zhujian.search import engine
from zhujian.search.answers import Hit, SearchAnswer
from zhujian.web.words import date_cn

PER_PAGE = 10
PER_TOPIC = 4
FOLLOWING = ("变更", "注销", "续", "补", "换", "查询", "解挂", "更名", "终止")
LAST_PAGE = 50
BESIDE_KINDS = ("organisation", "place")
BESIDE = 4
# So much of a question its name must answer for an office or a place to stand beside the results.
NAMED = 0.6
LONGEST_QUESTION = 100
KINDS = {
    "item": "服务事项",
    "theme": "一件事",
    "document": "政策文件",
    "interpretation": "政策解读",
    "explainer": "画说",
    "answer": "公开答复",
    "place": "办事地点",
    "event": "开放日",
    "episode": "热线节目",
    "organisation": "单位",
    "help": "帮助",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of the home page: the month's ratings, with the sample it stands on."""

    month: date
    summary: Summary


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of today: what, where to read on, and when."""

    text: str
    url: str
    when: str


@dataclass(frozen=True, slots=True)
class TopicResult:
    """One topic of a life event with the items found for it."""

    name: str
    words: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class OfficePhone:
    """An office to ask where nothing was found."""

    name: str
    phone: str


def month_figure() -> Figure | None:
    """Return the ratings of this month so far, or None where nobody has rated yet."""
    today = clock.today()
    found = summary(Filters(since=today.replace(day=1), until=today))
    return Figure(today.replace(day=1), found) if found.sample else None


def today_lines() -> list[TodayLine]:
    """Return what is worth knowing today: the main hall's hours, the guide changed last."""
    return [line for line in (_hall_line(), _guide_line()) if line is not None]


def _hall_line() -> TodayLine | None:
    halls = Place.objects.active().with_hours().filter(category=Category.HALL)
    hall = halls.order_by("pk").first()
    if hall is None:
        return None
    address = reverse("places:place", kwargs={"slug": hall.slug})
    return TodayLine(hall.name, address, open_state_of(hall).words)


def _guide_line() -> TodayLine | None:
    guide = Guide.objects.select_related("item").order_by("-published_at", "-pk").first()
    if guide is None:
        return None
    address = reverse("catalogue:item", kwargs={"code": guide.item.code})
    what = "更新了办事指南" if guide.version > 1 else "公布了办事指南"
    return TodayLine(f"{what}：{guide.item.title}", address, date_cn(guide.published_at))


def topic_results(event: LifeEvent) -> list[TopicResult]:
    """Return the items of each topic of a life event, each once, in one query."""
    pieces = [piece for topic in event.topics for piece in topic.names]
    wanted = Q()
    for piece in pieces:
        wanted |= Q(name__contains=piece) | Q(main_item__contains=piece)
    items = Item.objects.counted().filter(wanted).select_related("organisation")
    found = sorted(items.order_by("-status", "pk"), key=_comes_later)
    return [TopicResult(topic.name, topic.words, _items_of(topic, found)) for topic in event.topics]


def _comes_later(item: Item) -> tuple[bool, bool]:
    """Order complete guides before listed items, and beginnings before what follows them."""
    is_listed = item.status == ItemStatus.LISTED
    return is_listed, any(word in item.name for word in FOLLOWING)


def _items_of(topic: Topic, found: list[Item]) -> tuple[Item, ...]:
    """Take the first items of a topic out of those found; of one title, one."""
    mine: dict[str, Item] = {}
    for item in found:
        if len(mine) < PER_TOPIC and topic.covers(item.name, item.main_item):
            mine.setdefault(item.title, item)
    found[:] = [item for item in found if item not in mine.values()]
    return tuple(mine.values())


def search_page(q: str, *, kind: str, page: int) -> SearchAnswer:
    """Return one page of results; pages behind the last one are empty."""
    kinds = (kind,) if kind else ()
    return engine.find(q, kinds=kinds, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)


def beside(q: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the offices and places that a question names, where they are not the first result."""
    first = {(hit.kind, hit.id) for hit in list(hits)[:1]}
    found = engine.find(q, kinds=BESIDE_KINDS, limit=BESIDE).hits
    return [hit for hit in found if hit.score >= NAMED and (hit.kind, hit.id) not in first]


def office_phones(hits: Iterable[Hit]) -> list[OfficePhone]:
    """Return whom to ask: the offices of the results in their order, or the service halls."""
    return _offices_of(hits) or _hall_phones()


def _hall_phones() -> list[OfficePhone]:
    halls = Organisation.objects.active().filter(kind=OrganisationKind.HALL)
    reached = halls.exclude(phone_consult="").order_by("pk")[:PER_TOPIC]
    return [OfficePhone(hall.name, hall.phone_consult) for hall in reached]


def _offices_of(hits: Iterable[Hit]) -> list[OfficePhone]:
    slugs = list(dict.fromkeys(hit.extra.get("organisation_slug", "") for hit in hits))
    offices = Organisation.objects.filter(slug__in=[slug for slug in slugs if slug])
    phones = {office.slug: OfficePhone(office.name, office.phone_consult) for office in offices}
    return [phones[slug] for slug in slugs if slug in phones and phones[slug].phone]
