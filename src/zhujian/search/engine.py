"""The question and its answer: `find`."""

from collections.abc import Collection

from zhujian.search.answers import Hit, Part, SearchAnswer

__all__ = ["Hit", "Part", "SearchAnswer", "find"]


def find(q: str, *, kinds: Collection[str] = (), limit: int = 10, offset: int = 0) -> SearchAnswer:
    """Return the best results for a question in everyday words, at most `limit` from `offset`."""
    del q, kinds, limit, offset
    return SearchAnswer()
