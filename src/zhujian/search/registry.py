"""What the index sees: each room registers a source of its public documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One public thing as the index sees it.

    `names` are the other names people may use (official name, aliases, plain title); `extra`
    holds what a result shows or is filtered by (`organisation`, `status`, `main_item`);
    `codes` are found exactly, by their beginning and without their separators. `boost` is 1.0
    for the ordinary; a listed item is given less than a published one. After `ends_on` the
    document ranks behind its equals.
    """

    kind: str
    id: str
    title: str
    url: str
    names: tuple[str, ...] = ()
    body: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    boost: float = 1.0
    codes: tuple[str, ...] = ()
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Where the documents of one kind come from.

    `load(ids)` gives the public documents among `ids`; an id it leaves out is no longer public
    and leaves the index. `all_ids()` gives every public id. A change tag that starts with
    `tags_prefix` (`item:`) names the id behind it; a tag in `all_tags` (`items`) reloads all.
    `ids_for(tag)` may name the ids that another tag touches (`organisation:x` → its items).
    """

    kind: str
    tags_prefix: str
    load: Callable[[Iterable[str]], Iterable[SearchDocument]]
    all_ids: Callable[[], Iterable[str]]
    all_tags: frozenset[str] = frozenset()
    ids_for: Callable[[str], Iterable[str]] | None = None


_sources: dict[str, SearchSource] = {}


def register_source(source: SearchSource) -> None:
    """Let the index follow a source; called from a room's `apps.ready()`."""
    _sources[source.kind] = source


def unregister_source(kind: str) -> None:
    """Let the index forget a source."""
    _sources.pop(kind, None)


def sources() -> tuple[SearchSource, ...]:
    """Return the sources in the order of their registration."""
    return tuple(_sources.values())


def source_of(kind: str) -> SearchSource:
    """Return the source of one kind."""
    return _sources[kind]


def touched(tag: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for a change tag each kind it touches with the ids to load again."""
    for source in sources():
        if tag in source.all_tags:
            yield source.kind, tuple(source.all_ids())
        elif tag.startswith(source.tags_prefix):
            yield source.kind, (tag.removeprefix(source.tags_prefix),)
        elif source.ids_for is not None:
            ids = tuple(source.ids_for(tag))
            if ids:
                yield source.kind, ids
