"""How near a document comes to a question.

The measure is the share of the question that a name answers (each concept weighed by how
rare its words are), how much of the name the question explains, whether the verb fits, and
how much of the question stands in the text.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from zhujian.search.cutting import neighbours
from zhujian.search.matching import (
    Word,
    Wording,
    prepare_word,
    prepare_wording,
    share_of_wording,
)
from zhujian.search.question import Concept, Question
from zhujian.search.reader import UNKNOWN, Reader, Stored, StoredName
from zhujian.search.thesaurus import families, families_in

# Verbs that an official name has only when it is about just that; asked without a verb, an
# errand is the plain one.
_SPECIAL = frozenset(
    {
        "cancel",
        "change",
        "lost",
        "reissue",
        "renew",
        "replace",
        "check",
        "out",
        "in",
        "transfer",
        "loss",
        "unlock",
        "password",
        "dispute",
        "query",
        "consult",
    }
)
# The most that one concept may say; from this length on a text holds a question wholly.
_MOST = 5.0
_WHOLE_PHRASE = 6
# What a text says by a quotation, by its words alone (of what its name tells, of others).
QUOTED = 0.95
# All neighbours of the question are neighbours somewhere in the text.
NEIGHBOURS = 0.85
_NAMED_WORDS, _TEXT_WORDS = 0.2, 0.5
_FEW_PAIRS = 3

_COVERAGE = 0.72
_PRECISION = 0.16
_VERB = 0.16
_ONE_VERB = 0.7
# Only an errand has a verb that fits or does not.
_ERRAND = "item"
_NO_VERB = 0.6
_MAIN_ITEM = 0.8
_CONTEXT = 0.3


@dataclass(frozen=True, slots=True)
class Notion:
    """A concept with its weight in this index and its wordings ready to be compared."""

    text: str
    weight: float
    wordings: tuple[Wording, ...]
    is_spelled: bool


class Scale:
    """Weighs documents against one question."""

    def __init__(self, question: Question, reader: Reader) -> None:
        self._question = question
        self._reader = reader
        self._notions = tuple(self._notion(concept) for concept in question.concepts)
        self._all = sum(notion.weight for notion in self._notions) or 1.0
        self._text = question.text.replace(" ", "")
        self._verb_words = frozenset(
            word
            for family in families()
            if family.name in question.verbs
            for word in family.official
        )
        self._words = [(word, reader.rarity(word)) for word in question.words]
        self._told = sum(rarity for _, rarity in self._words) or 1.0
        self._pairs = [
            pair.replace("_", "") for pair in neighbours(reader.cutter.cut(question.text))
        ]
        self._main_items: dict[tuple[int, str], tuple[float, frozenset[str]]] = {}

    def by_name(self, stored: Stored) -> float:
        """Return from 0 to 1 how well the names of a document answer the question."""
        return max(self._name(stored, name) for name in stored.names)

    def by_text(self, text: str, *, is_named: bool) -> float:
        """Return from 0 to 1 how much of the question stands in a text.

        Words that stand there one by one say little, least where the name says what
        it is for; neighbours that are neighbours there too say that the text was meant.
        """
        if not text:
            return 0.0
        if self.is_quoted(text):
            return QUOTED
        share = sum(rarity for word, rarity in self._words if word in text) / self._told
        loose = (_NAMED_WORDS if is_named else _TEXT_WORDS) * share
        if len(self._pairs) < _FEW_PAIRS:
            return loose
        pairs = sum(pair in text for pair in self._pairs) / len(self._pairs)
        return max(loose, QUOTED * math.pow(pairs, 1.5))

    def is_quoted(self, text: str) -> bool:
        """Tell whether the question stands in a text word for word."""
        raw = self._question.raw
        if len(raw) >= _WHOLE_PHRASE and raw in text:
            return True
        return len(self._text) >= _WHOLE_PHRASE and self._text in text

    def _notion(self, concept: Concept) -> Notion:
        wordings = tuple(
            prepare_wording(way.text, map(self._word, way.words), way.trust) for way in concept.ways
        )
        literal, *officials = wordings
        is_known = any(self._reader.frequency("name", word.text) for word in literal.words)
        weighed = [literal] if is_known else officials
        weight = max((self._weight(wording) for wording in weighed), default=UNKNOWN)
        return Notion(concept.text, weight, wordings, concept.is_spelled)

    def _word(self, word: str) -> Word:
        return prepare_word(word, self._reader.rarity(word), self._reader.cutter.pieces(word))

    def _weight(self, wording: Wording) -> float:
        return min(_MOST, wording.rarity / math.sqrt(len(wording.words) or 1))

    def _name(self, stored: Stored, name: StoredName) -> float:
        covered = 0.0
        explained: set[str] = set()
        for notion in self._notions:
            share, words = self._share(notion, stored, name)
            covered += notion.weight * share
            explained |= words
        precision = self._precision(name, explained)
        verb = self._verb(name) if stored.kind == _ERRAND else _NO_VERB
        return _COVERAGE * covered / self._all + _PRECISION * precision + _VERB * verb

    def _share(
        self, notion: Notion, stored: Stored, name: StoredName
    ) -> tuple[float, frozenset[str]]:
        best: tuple[float, frozenset[str]] = (0.0, frozenset())
        characters = name.characters
        for wording in notion.wordings:
            if not wording.characters.isdisjoint(characters):
                found = share_of_wording(wording, name)
                if found[0] > best[0]:
                    best = found
            if stored.main_item is not None and best[0] < _MAIN_ITEM:
                share, words = self._main_item(wording, stored.main_item)
                if _MAIN_ITEM * share > best[0]:
                    best = _MAIN_ITEM * share, words
        if notion.is_spelled and best[0] < 1.0:
            best = max(best[0], self._spelled(notion.text, stored)), best[1]
        if best[0] < _CONTEXT and notion.text in stored.extra.get("organisation", ""):
            best = _CONTEXT, best[1]
        return best

    def _main_item(self, wording: Wording, name: StoredName) -> tuple[float, frozenset[str]]:
        place = (id(wording), name.text)
        found = self._main_items.get(place)
        if found is None:
            found = self._main_items[place] = share_of_wording(wording, name)
        return found

    def _spelled(self, letters: str, stored: Stored) -> float:
        spellings = stored.spellings
        if letters in spellings:
            return 1.0
        if any(spelling.startswith(letters) for spelling in spellings):
            return 0.8
        if len(letters) < 4:
            return 0.0
        near = [spelling for spelling in spellings if is_one_edit(letters, spelling)]
        left_out = any(len(s) > len(letters) and s[-1] == letters[-1] for s in near)
        return 0.75 if left_out else 0.5 * bool(near)

    def _precision(self, name: StoredName, explained: Collection[str]) -> float:
        rarities = self._reader.rarities(name)
        verb_words = self._verb_words
        held = 0.0
        for word, rarity in zip(name.words, rarities, strict=True):
            if word in explained or word in verb_words:
                held += rarity
                continue
            for other in explained:
                if word in other or other in word:
                    held += rarity
                    break
        return held / (sum(rarities) or 1.0)

    def _verb(self, name: StoredName) -> float:
        """Return 1 where the verb fits, 0 where the name is about another one."""
        asked = self._question.verbs
        meant = families_in(name.text)
        if both := asked & meant:
            return _ONE_VERB + (1 - _ONE_VERB) * len(both) / len(asked)
        special = meant & _SPECIAL
        if not asked or asked == {"new"}:
            return 0.25 if special else 0.8
        return 0.1 if special else 0.4


def is_one_edit(left: str, right: str) -> bool:
    """Tell whether one insertion, deletion or replacement makes one text the other."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1:
        return False
    for place, character in enumerate(left):
        if character != right[place]:
            rest = left[place + 1 :] if len(left) == len(right) else left[place:]
            return rest == right[place + 1 :]
    return len(right) - len(left) <= 1
