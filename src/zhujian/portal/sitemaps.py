"""Every public address, for the plan of the site and for machines."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from zhujian.portal.life_events import LIFE_EVENTS
from zhujian.search.registry import sources


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the plan."""

    title: str
    address: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the plan."""

    title: str
    entries: tuple[Entry, ...]


_PRIVATE = frozenset({"portal:me"})
_SECTIONS = (
    (
        "办事",
        (
            ("搜索", "portal:search"),
            ("全部服务事项", "catalogue:items"),
            ("办事地点", "places:list"),
            ("单位和电话", "portal:organisations"),
        ),
    ),
    (
        "进度和评价",
        (
            ("查进度", "portal:track"),
            ("办理结果公示", "cases:results"),
            ("服务评价", "ratings:board"),
        ),
    ),
    ("个人", (("我的办件", "portal:me"),)),
    (
        "关于本站",
        (
            ("帮助", "portal:help"),
            ("关于本站", "portal:about"),
            ("无障碍", "portal:accessibility"),
            ("网站找错", "portal:fault"),
        ),
    ),
)


def _entry(words: str, name: str) -> Entry:
    return Entry(words, reverse(name), is_public=name not in _PRIVATE)


def sections() -> list[Section]:
    """Return the plan of the site for people."""
    plan = [
        Section(title, tuple(_entry(words, name) for words, name in entries))
        for title, entries in _SECTIONS
    ]
    events = tuple(
        Entry(event.name, reverse("portal:life", kwargs={"slug": event.slug}))
        for event in LIFE_EVENTS
    )
    return [plan[0], Section("人生大事", events), *plan[1:]]


def addresses() -> Iterator[str]:
    """Yield every public address: the pages of the plan, then what the index knows."""
    yield reverse("portal:home")
    for section in sections():
        yield from (entry.address for entry in section.entries if entry.is_public)
    for source in sources():
        for document in source.load(source.all_ids()):
            yield document.url
