"""How near a document comes to a question.

The measure is the share of the question that a name answers (each concept weighed by how
rare its words are), how much of the name the question explains, whether the verb fits, and
how much of the question stands in the text.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from zhujian.search.cutting import neighbours
from zhujian.search.question import Concept, Question, Way
from zhujian.search.reader import Reader, Stored, StoredName
from zhujian.search.thesaurus import families_in

# Verbs that an official name has only when it is about just that; asked without a verb, an
# errand is the plain one.
_SPECIAL = frozenset(
    {
        "cancel",
        "change",
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
_UNKNOWN_WEIGHT = 1.5
_WHOLE_PHRASE = 8

W_COVERAGE = 0.72
W_PRECISION = 0.16
W_VERB = 0.12
MAIN_ITEM = 0.8
CONTEXT = 0.3


@dataclass(frozen=True, slots=True)
class Weighed:
    """A concept with its weight in this index."""

    concept: Concept
    weight: float


class Scale:
    """Weighs documents against one question."""

    def __init__(self, question: Question, reader: Reader) -> None:
        self._question = question
        self._reader = reader
        self._concepts = tuple(Weighed(c, self._weight(c)) for c in question.concepts)
        self._all = sum(weighed.weight for weighed in self._concepts) or 1.0
        self._pairs = [
            pair.replace("_", "") for pair in neighbours(reader.cutter.cut(question.text))
        ]

    def rarity(self, word: str) -> float:
        """Return how much a word says: the logarithm of how seldom names have it."""
        count = self._reader.frequency("name", word)
        if not count:
            return _UNKNOWN_WEIGHT
        return math.log(1 + min(self._reader.size, 4_000) / count)

    def by_name(self, stored: Stored) -> float:
        """Return from 0 to 1 how well the names of a document answer the question."""
        return max(self._name(stored, name) for name in stored.names)

    def by_text(self, text: str) -> float:
        """Return from 0 to 1 how much of the question stands in a text."""
        if not text:
            return 0.0
        words = self._question.words
        held = sum(self.rarity(word) for word in words if word in text)
        share = held / (sum(self.rarity(word) for word in words) or 1.0)
        whole = self._question.text.replace(" ", "")
        if len(whole) >= _WHOLE_PHRASE and whole in text:
            return 1.0
        if len(self._pairs) > 2:
            pairs = sum(pair in text for pair in self._pairs) / len(self._pairs)
            return 0.35 * share + 0.5 * pairs
        return 0.6 * share

    def _weight(self, concept: Concept) -> float:
        literal = concept.ways[0]
        known = [word for word in literal.words if self._reader.frequency("name", word)]
        if known:
            own = sum(self.rarity(word) for word in literal.words) / math.sqrt(len(literal.words))
            return min(own, 8.0)
        others = [self._way_weight(way) for way in concept.ways[1:]]
        return max(others, default=_UNKNOWN_WEIGHT)

    def _way_weight(self, way: Way) -> float:
        return min(
            8.0, sum(self.rarity(word) for word in way.words) / math.sqrt(len(way.words) or 1)
        )

    def _name(self, stored: Stored, name: StoredName) -> float:
        covered = 0.0
        explained: set[str] = set()
        for weighed in self._concepts:
            share, words = self._concept(weighed.concept, stored, name)
            covered += weighed.weight * share
            explained |= words
        precision = self._precision(name, explained)
        verb = self._verb(name)
        return W_COVERAGE * covered / self._all + W_PRECISION * precision + W_VERB * verb

    def _concept(
        self, concept: Concept, stored: Stored, name: StoredName
    ) -> tuple[float, set[str]]:
        best, words = 0.0, set[str]()
        for way in concept.ways:
            share, held = self._way(way, name)
            if stored.main_item is not None and share < MAIN_ITEM:
                main_share, main_held = self._way(way, stored.main_item)
                if MAIN_ITEM * main_share > share:
                    share, held = MAIN_ITEM * main_share, main_held
            if share > best:
                best, words = share, held
        if concept.is_spelled and best < 1.0:
            best = max(best, self._spelled(concept.text, stored))
        if best < CONTEXT and concept.ways[0].text in stored.extra.get("organisation", ""):
            best = CONTEXT
        return best, words

    def _way(self, way: Way, name: StoredName) -> tuple[float, set[str]]:
        if way.text and way.text in name.text:
            return way.trust, set(way.words)
        held, all_, words = 0.0, 0.0, set[str]()
        for word in way.words:
            rarity = self.rarity(word)
            all_ += rarity
            share = self._word(word, name)
            held += rarity * share
            if share > 0.5:
                words.add(word)
        share = held / all_ if all_ else 0.0
        return way.trust * share**1.4, words

    def _word(self, word: str, name: StoredName) -> float:
        if word in name.words:
            return 1.0
        if word in name.text:
            return 0.9 if len(word) > 1 else 0.5
        if len(word) == 1:
            return 0.0
        pieces = [piece for piece in self._reader.cutter.pieces(word) if piece in name.text]
        if pieces:
            return 0.75 * len(set("".join(pieces))) / len(word)
        if len(word) > 2:
            pairs = [word[i : i + 2] for i in range(len(word) - 1)]
            return 0.6 * sum(pair in name.text for pair in pairs) / len(pairs)
        return 0.25 * sum(character in name.text for character in word) / len(word)

    def _spelled(self, letters: str, stored: Stored) -> float:
        spellings = stored.spellings
        if letters in spellings:
            return 1.0
        if any(spelling.startswith(letters) for spelling in spellings):
            return 0.8
        return 0.7 if len(letters) > 3 and _one_edit(letters, spellings) else 0.0

    def _precision(self, name: StoredName, explained: Collection[str]) -> float:
        held, all_ = 0.0, 0.0
        for word in name.words:
            rarity = self.rarity(word)
            all_ += rarity
            if any(word in other or other in word for other in explained):
                held += rarity
        return held / all_ if all_ else 0.0

    def _verb(self, name: StoredName) -> float:
        """Return 1 where the verb fits, 0 where the name is about another one."""
        asked = self._question.verbs
        meant = families_in(name.text)
        if asked & meant:
            return 1.0
        special = meant & _SPECIAL
        if not asked or asked == {"new"}:
            return 0.25 if special else 0.8
        return 0.1 if special else 0.4


def _one_edit(letters: str, spellings: Collection[str]) -> bool:
    return any(
        abs(len(spelling) - len(letters)) <= 1 and is_one_edit(letters, spelling)
        for spelling in spellings
    )


def is_one_edit(left: str, right: str) -> bool:
    """Tell whether one insertion, deletion or replacement makes one text the other."""
    if len(left) > len(right):
        left, right = right, left
    for place, character in enumerate(left):
        if character != right[place]:
            rest = left[place + 1 :] if len(left) == len(right) else left[place:]
            return rest == right[place + 1 :]
    return len(right) - len(left) <= 1
