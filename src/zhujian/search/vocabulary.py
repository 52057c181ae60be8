"""The words and phrases that a mistyped one may have meant."""

from collections.abc import Iterable, Iterator

from zhujian.search import pinyin
from zhujian.search.normalise import has_han

SHORTEST, LONGEST = 2, 8


class Vocabulary:
    """Phrases by their sound, and by all their characters but one."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = {phrase for phrase in phrases if _fits(phrase)}
        self._holes: dict[str, str] = {}
        self._sounds: dict[str, str] = {}
        for phrase in sorted(self.phrases):
            self._sounds.setdefault(pinyin.spelled((phrase,))[0], phrase)
            if len(phrase) > 2:
                for hole in _holes(phrase):
                    self._holes.setdefault(hole, phrase)

    def by_sound(self, window: str) -> str:
        """Return the phrase that sounds like a window of the question, or `""`."""
        return self._sounds.get(pinyin.spelled((window,))[0], "")

    def by_hole(self, window: str) -> str:
        """Return the phrase that differs from a window in one character, or `""`."""
        found = (self._holes.get(hole, "") for hole in _holes(window) if len(window) > 2)
        return next(filter(None, found), "")


def _holes(phrase: str) -> Iterator[str]:
    for place in range(len(phrase)):
        yield f"{phrase[:place]}?{phrase[place + 1 :]}"


def _fits(phrase: str) -> bool:
    return SHORTEST <= len(phrase) <= LONGEST and has_han(phrase)
