"""Pinyin and initials of names, so that `shebaoka` and `sbk` are found."""

from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

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
    return tuple(lazy_pinyin(word, style=Style.NORMAL)) if has_han(word) else (word,)


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
