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


def spelled(words: Iterable[str]) -> tuple[str, str]:
    """Return the full pinyin and the initials of some words in a row."""
    read = [syllable for word in words for syllable in syllables(word)]
    return "".join(read), "".join(syllable[0] for syllable in read if syllable)


def terms(words: list[str], pieces: Iterable[str] = ()) -> set[str]:
    """Return the pinyin terms of a name: each run of words, and each word inside a word."""
    found: set[str] = set()
    words = words[:_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _SPAN, len(words)) + 1):
            found.update(spelled(words[start:end]))
    found.update(spelled(words))
    for piece in pieces:
        found.update(spelled((piece,)))
    return {term for term in found if len(term) > 1}
