"""How much of a wording a name holds: words prepared once a question, compared with many names."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhujian.search.reader import StoredName

# What a name gives for a word that it holds only in part.
_INSIDE = 0.9
_CHARACTER = 0.5
_PIECES = 0.75
_ABBREVIATION = 0.7
_PAIRS = 0.6
_SCATTERED = 0.4
_FOUND = 0.5
_SHARPNESS = 1.2
_ABBREVIATED = 4
_REACH = 8


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a wording, with how much it says and what it is made of."""

    text: str
    rarity: float
    characters: frozenset[str]
    pieces: tuple[str, ...]
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a thing: all its words together, and how surely it means it."""

    text: str
    words: tuple[Word, ...]
    characters: frozenset[str]
    rarity: float
    trust: float
    told: frozenset[str]


def prepare_word(text: str, rarity: float, pieces: Iterable[str]) -> Word:
    """Return a word ready to be compared."""
    pairs = tuple(text[place : place + 2] for place in range(len(text) - 1))
    return Word(text, rarity, frozenset(text), tuple(pieces), pairs)


def prepare_wording(text: str, words: Iterable[Word], trust: float) -> Wording:
    """Return a wording ready to be compared."""
    words = tuple(words)
    characters = frozenset().union(*(word.characters for word in words))
    rarity = sum(word.rarity for word in words) or 1.0
    return Wording(text, words, characters, rarity, trust, frozenset(w.text for w in words))


_NOTHING: frozenset[str] = frozenset()


def share_of_wording(wording: Wording, name: StoredName) -> tuple[float, frozenset[str]]:
    """Return from 0 to 1 how much of a wording a name holds, and which of its words."""
    if wording.characters.isdisjoint(name.characters):
        return 0.0, _NOTHING
    if wording.text and wording.text in name.text:
        return wording.trust, wording.told
    held, found = 0.0, []
    for word in wording.words:
        share = share_of_word(word, name)
        held += word.rarity * share
        if share >= _FOUND:
            found.append(word.text)
    return wording.trust * (held / wording.rarity) ** _SHARPNESS, frozenset(found)


def share_of_word(word: Word, name: StoredName) -> float:
    """Return from 0 to 1 how much of a word a name holds."""
    if word.characters.isdisjoint(name.characters):
        return 0.0
    text = word.text
    if text in name.word_set:
        return 1.0
    if text in name.text:
        return _INSIDE if len(text) > 1 else _CHARACTER
    if len(text) == 1:
        return 0.0
    return max(_by_pieces(word, name), _by_abbreviation(word, name), _by_pairs(word, name))


def _by_pieces(word: Word, name: StoredName) -> float:
    pieces = [piece for piece in word.pieces if piece in name.text]
    return _PIECES * len(set("".join(pieces))) / len(word.text) if pieces else 0.0


def _by_pairs(word: Word, name: StoredName) -> float:
    if len(word.text) > 2:
        return _PAIRS * sum(pair in name.text for pair in word.pairs) / len(word.pairs)
    return _SCATTERED * len(word.characters & name.characters) / len(word.text)


def _by_abbreviation(word: Word, name: StoredName) -> float:
    """危废 stands for 危险废物: each character at the edge of a word, one behind the other."""
    if not 2 <= len(word.text) <= _ABBREVIATED or not word.characters <= name.edges:
        return 0.0
    start = name.text.find(word.text[0])
    place = start
    for character in word.text[1:]:
        place = name.text.find(character, place + 1)
        if place < 0 or place - start > _REACH:
            return 0.0
    return _ABBREVIATION
