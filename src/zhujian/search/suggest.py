"""Suggestions while a person types: `suggest`."""

from tantivy import Occur, Query

from zhujian.search import generations
from zhujian.search.answers import Suggestion
from zhujian.search.cutting import grams
from zhujian.search.engine import find
from zhujian.search.normalise import compact, has_han
from zhujian.search.reader import Reader, Stored, forget, reader

__all__ = ["Suggestion", "suggest"]

_POOL = 60
_LONGEST = 40
_SPELLINGS = 40
_NOWHERE = 9


def suggest(q: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Return titles that begin with, or contain, what was typed, also in pinyin or initials.

    Where too few do, what `find` would answer follows.
    """
    held = reader()
    typed = compact(q)[:_LONGEST]
    if held is None or not typed or limit < 1:
        return ()
    try:
        found = [_line(stored) for stored in _titles(typed, held)[:limit]]
    except (OSError, ValueError):
        generations.mark_broken(held.folder)
        forget()
        return ()
    if len(found) < limit and len(typed) > 1:
        answer = find(q, limit=limit)
        if not answer.nearest:
            found += [Suggestion(hit.title, hit.url, hit.kind) for hit in answer.hits]
    return tuple(dict.fromkeys(found))[:limit]


def _titles(typed: str, held: Reader) -> list[Stored]:
    query = _written(typed, held) if has_han(typed) else _spelled(typed, held)
    hits = held.searcher.search(query, _POOL, count=False).hits
    found = [held.stored(address) for _, address in hits]
    fitting = [(_place(typed, stored), stored) for stored in found]
    fitting = [one for one in fitting if one[0] < _NOWHERE]
    fitting.sort(key=lambda one: (one[0], one[1].kind != "item", len(one[1].title), one[1].id))
    return [stored for _, stored in fitting]


def _written(typed: str, held: Reader) -> Query:
    wanted = [gram for gram in grams(typed) if len(gram) == min(2, len(typed))]
    if any(not held.frequency("gram", gram) for gram in wanted):
        return Query.empty_query()
    return Query.boolean_query(
        [(Occur.Must, Query.term_query(held.schema, "gram", gram)) for gram in wanted]
    )


def _spelled(typed: str, held: Reader) -> Query:
    starts = held.searcher.terms_with_prefix("pinyin", typed, None, _SPELLINGS)
    codes = held.searcher.terms_with_prefix("codes", typed, None, _SPELLINGS)
    queries = [Query.term_query(held.schema, "pinyin", term) for term, _ in starts]
    queries += [Query.term_query(held.schema, "codes", term) for term, _ in codes]
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _place(typed: str, stored: Stored) -> int:
    """Return how well a title continues what was typed: 0 begins with it, 9 not at all."""
    title, *others = (name.text.replace(" ", "") for name in stored.names)
    if title.startswith(typed):
        return 0
    if any(name.startswith(typed) for name in others):
        return 1
    if typed in stored.spellings or any(typed in name for name in (title, *others)):
        return 2
    starts = any(term.startswith(typed) for term in (*stored.spellings, *stored.codes))
    return 3 if starts else _NOWHERE


def _line(stored: Stored) -> Suggestion:
    return Suggestion(stored.title, stored.url, stored.kind)
