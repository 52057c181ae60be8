"""What the portal's pages join from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhujian.kernel import clock
from zhujian.people.models import Organisation
from zhujian.portal.life_events import LifeEvent
from zhujian.ratings.queries import Filters, summary
from zhujian.ratings.rules import Summary
from zhujian.search import engine
from zhujian.search.answers import Hit, SearchAnswer

PER_PAGE = 10
LAST_PAGE = 50
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
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of the home page: the month's ratings, with the sample it stands on."""

    month: date
    summary: Summary


@dataclass(frozen=True, slots=True)
class TopicResult:
    """One topic of a life event with the items found for it."""

    name: str
    words: str
    hits: tuple[Hit, ...]


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


def topic_results(event: LifeEvent, *, per_topic: int = 3) -> list[TopicResult]:
    """Return the items of each topic of a life event; an item stands once on the page."""
    shown: set[str] = set()
    results = []
    for topic in event.topics:
        found = engine.find(topic.words, kinds=("item",), limit=per_topic + len(shown)).hits
        hits = tuple(hit for hit in found if hit.id not in shown)[:per_topic]
        shown.update(hit.id for hit in hits)
        results.append(TopicResult(topic.name, topic.words, hits))
    return results


def search_page(q: str, *, kind: str, page: int) -> SearchAnswer:
    """Return one page of results; pages behind the last one are empty."""
    kinds = (kind,) if kind else ()
    return engine.find(q, kinds=kinds, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)


def office_phones(hits: Iterable[Hit]) -> list[OfficePhone]:
    """Return the offices of results with their telephones, in the order of the results."""
    slugs = list(dict.fromkeys(hit.extra.get("organisation", "") for hit in hits))
    offices = Organisation.objects.filter(slug__in=[slug for slug in slugs if slug])
    phones = {office.slug: OfficePhone(office.name, office.phone_consult) for office in offices}
    return [phones[slug] for slug in slugs if slug in phones and phones[slug].phone]
