"""How text is cut into words: rjieba with the county's own words."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import rjieba

from zhujian.search.normalise import has_han, normalise

# How often an added word is taken to occur: enough to win against its pieces, not enough to
# tear the words beside it.
_FREQUENCY = 3_000


class Cutter:
    """One dictionary with local words; the index and the question use the same."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._dictionary = rjieba.Jieba()
        for word in words:
            self._dictionary.add_word(word, _FREQUENCY, "n")

    def cut(self, text: str) -> list[str]:
        """Return the words of a text, without spaces and punctuation."""
        return self.cut_normal(normalise(text))

    def cut_normal(self, text: str) -> list[str]:
        """Return the words of a normalised text."""
        return [word for word in self._dictionary.cut(text) if word != " "]

    def cut_finely(self, text: str) -> list[str]:
        """Return the words of a normalised text and the words inside them, as indexed."""
        return [word for word in self._dictionary.cut_for_search(text) if word != " "]

    def is_tagged_name(self, word: str) -> bool:
        """Say whether the dictionary takes a word for a person's name."""
        return any(tag == "nr" for _, tag in self._dictionary.tag(word))

    def pieces(self, word: str) -> list[str]:
        """Return the shorter words inside one word."""
        return [piece for piece in self._dictionary.cut_for_search(word) if piece != word]


@lru_cache(maxsize=65_536)
def grams(text: str) -> tuple[str, ...]:
    """Return the single Chinese characters and neighbouring pairs of a normalised text."""
    found: dict[str, None] = {}
    for chunk in text.split():
        if not has_han(chunk):
            continue
        for place, character in enumerate(chunk):
            found[character] = None
            if place:
                found[chunk[place - 1 : place + 1]] = None
    return tuple(found)


def neighbours(words: list[str]) -> list[str]:
    """Return each pair of neighbouring words as one term."""
    return [f"{left}_{right}" for left, right in pairwise(words)]
