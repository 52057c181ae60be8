"""Suggestions while a person types: `suggest`."""

from zhujian.search.answers import Suggestion

__all__ = ["Suggestion", "suggest"]


def suggest(q: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Return titles that begin with, or contain, what was typed, also in pinyin."""
    del q, limit
    return ()
