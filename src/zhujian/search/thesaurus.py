"""Everyday wording and what it stands for: synonyms, verbs, words around a question."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import rjieba

from zhujian.search import pinyin
from zhujian.search.normalise import DATA, compact, fillers

_FREQUENCY = 5_000


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of verb: what people say, and the words official names have for it."""

    name: str
    everyday: tuple[str, ...]
    official: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    """Return the verbs of errands: new, change, end, replace, renew, move, look up …"""
    with (DATA / "verbs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Family(row["family"], tuple(row["everyday"].split()), tuple(row["official"].split()))
            for row in csv.DictReader(file)
        )


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Return for each everyday verb the families it belongs to."""
    found: dict[str, set[str]] = {}
    for family in families():
        for word in (*family.everyday, *family.official):
            found.setdefault(word, set()).add(family.name)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=32_768)
def families_in(name: str) -> frozenset[str]:
    """Return the verbs that an official name is about."""
    return frozenset(
        family.name
        for family in families()
        if any(official in name for official in family.official)
    )


class Thesaurus:
    """The synonyms with a dictionary that keeps everyday phrases whole."""

    def __init__(self, pairs: Iterable[Sequence[str]], words: Iterable[str] = ()) -> None:
        self.official: dict[str, list[str]] = {}
        for everyday, official in pairs:
            self.official.setdefault(compact(everyday), []).append(official)
        self._dictionary = rjieba.Jieba()
        for word in {*words, *self.official, *verbs(), *fillers()}:
            if len(word) > 1:
                self._dictionary.add_word(word, _FREQUENCY, "n")
        self._fillers = frozenset(fillers())
        self._with_verb = _with_verbs(self.official)
        self._spelled: dict[str, str] = {}
        for everyday in self.official:
            for term in pinyin.spelled((everyday,)):
                if len(term) > 1:
                    self._spelled.setdefault(term, everyday)

    def cut(self, text: str) -> list[str]:
        """Return the words of a normalised question, everyday phrases whole."""
        return [word for word in self._dictionary.cut(text) if word.strip()]

    def means(self, word: str, families: Iterable[str] = ()) -> list[str]:
        """Return the official words for an everyday one.

        Those that belong to the verb of the question come first: asked with 丢了, 营业执照
        stands for the replacement of a licence, as 营业执照丢了 does. A word nobody entered is
        what its end is: 口腔诊所 is a 诊所.
        """
        families = list(families)
        for part in self._parts(word):
            found = [o for family in families for o in self._with_verb.get((part, family), ())]
            found += self.official.get(part, ())
            if found:
                return list(dict.fromkeys(found))
        return []

    def _parts(self, word: str) -> Iterable[str]:
        yield word
        if word not in self.official:
            yield from (word[start:] for start in range(1, len(word) - 1))

    def is_filler(self, word: str) -> bool:
        """Tell whether a word only stands around the question."""
        return word in self._fillers

    def has_word(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return self._dictionary.has_word(word)

    def knows(self, word: str) -> bool:
        """Tell whether a word is everyday wording or an everyday verb."""
        return word in self.official or word in verbs()

    def spelled_by(self, letters: str) -> str:
        """Return the everyday wording whose pinyin or initials these letters are, or `""`."""
        return self._spelled.get(letters, "")


def _with_verbs(official: dict[str, list[str]]) -> dict[tuple[str, str], list[str]]:
    """Return for (thing, family of a verb) what everyday phrases of the two stand for."""
    found: dict[tuple[str, str], list[str]] = {}
    known = verbs()
    for phrase, officials in official.items():
        for cut in range(1, len(phrase)):
            for verb, thing in ((phrase[cut:], phrase[:cut]), (phrase[:cut], phrase[cut:])):
                if len(thing) > 1:
                    for family in known.get(verb, ()):
                        found.setdefault((thing, family), []).extend(officials)
    return found
