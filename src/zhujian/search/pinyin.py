"""Pinyin and initials of names, so that `shebaoka` and `sbk` are found."""

import re
from collections.abc import Iterable
from functools import lru_cache

from zhujian.search.normalise import has_han

# Runs of words that get a pinyin term: how many words they may span, and how many words of a
# name are looked at.
_SPAN = 5
_WORDS = 16


@lru_cache(maxsize=65_536)
def syllables(word: str) -> tuple[str, ...]:
    """Return the syllables of one word; a word of several characters tells how its many-voiced
    characters are read (银行 yinhang, 行政 xingzheng).
    """
    if not has_han(word):
        return (word,)
    from pypinyin import lazy_pinyin  # noqa: PLC0415 -- half a second that most starts never need

    return tuple(lazy_pinyin(word))


@lru_cache(maxsize=65_536)
def _spelled(word: str) -> tuple[str, str]:
    read = syllables(word)
    return "".join(read), "".join(syllable[0] for syllable in read if syllable)


def spelled(words: Iterable[str]) -> tuple[str, str]:
    """Return the full pinyin and the initials of some words in a row."""
    read = [_spelled(word) for word in words]
    return "".join(full for full, _ in read), "".join(initials for _, initials in read)


def terms(words: list[str], pieces: Iterable[str] = ()) -> set[str]:
    """Return the pinyin terms of a name: each run of words, and each word inside a word."""
    found: set[str] = set()
    read = [_spelled(word) for word in words[:_WORDS]]
    for start in range(len(read)):
        full = initials = ""
        for word_full, word_initials in read[start : start + _SPAN]:
            full += word_full
            initials += word_initials
            found.add(full)
            found.add(initials)
    found.update(spelled(words[:_WORDS]))
    for piece in pieces:
        found.update(_spelled(piece))
    return {term for term in found if len(term) > 1}


def slug_of(name: str, *, longest: int) -> str:
    """Return a name as it may stand in an address: its syllables with dashes, or nothing."""
    spelled_out = "-".join(syllables(name)).lower()
    return re.sub(r"[^a-z0-9]+", "-", spelled_out).strip("-")[:longest].strip("-")
