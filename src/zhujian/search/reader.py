"""The index as one process reads it: opened once, looked at again when it has changed."""

import json
import math
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import tantivy

from zhujian.search import generations, pinyin
from zhujian.search.cutting import Cutter
from zhujian.search.schema import build_schema
from zhujian.search.thesaurus import Thesaurus
from zhujian.search.vocabulary import Vocabulary

_KEPT = 20_000
_AT_HAND = 400
# What a word says that no name has; above this many names a word is not rarer for it.
UNKNOWN = 1.5
_NAMES = 4_000


@dataclass(frozen=True, slots=True)
class StoredName:
    """One name of a document as it is compared with a question.

    `characters` are all of its characters, `edges` those with which its words begin or end.
    """

    text: str
    words: tuple[str, ...]
    word_set: frozenset[str]
    characters: frozenset[str]
    edges: frozenset[str]


def stored_name(text: str, words: Iterable[str]) -> StoredName:
    """Return a name with what a comparison asks of it."""
    words = tuple(words)
    edges = frozenset(word[place] for word in words for place in (0, -1))
    return StoredName(text, words, frozenset(words), frozenset(text), edges)


@dataclass(frozen=True)
class Stored:
    """What the index keeps of a document beside its terms."""

    kind: str
    id: str
    title: str
    url: str
    boost: float
    extra: Mapping[str, str]
    names: tuple[StoredName, ...]
    main_item: StoredName | None
    ends_on: str | None
    codes: tuple[str, ...]

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The pinyin and initials of the names."""
        found: set[str] = set()
        for name in self.names:
            found |= pinyin.terms(list(name.words))
        return frozenset(found)


class Reader:
    """One state of the index with what is needed to ask it."""

    def __init__(self, folder: Path, stamp: tuple[int, ...], cutter: Cutter, book: Thesaurus):
        self.folder = folder
        self.stamp = stamp
        self.cutter = cutter
        self.thesaurus = book
        self.schema = build_schema()
        self.searcher = tantivy.Index.open(str(folder)).searcher()
        self.size = max(1, self.searcher.num_docs)
        self.vocabulary: Vocabulary | None = None
        self._stored: dict[tuple[int, int], Stored] = {}
        self._documents: dict[tuple[int, int], tantivy.Document] = {}
        self._frequency: dict[tuple[str, str], int] = {}
        self._rarity: dict[str, float] = {}
        self._rarities: dict[str, tuple[float, ...]] = {}

    def stored(self, address: tantivy.DocAddress) -> Stored:
        """Return what is kept of one document."""
        place = (address.segment_ord, address.doc)
        found = self._stored.get(place)
        if found is None:
            if len(self._stored) > _KEPT:
                self._stored.clear()
            kept = self._document(address).get_first("data") or b"{}"
            found = self._stored[place] = _stored(json.loads(bytes(kept).decode()))
        return found

    def text(self, address: tantivy.DocAddress) -> str:
        """Return the body of one document."""
        return bytes(self._document(address).get_first("text") or b"").decode()

    def _document(self, address: tantivy.DocAddress) -> tantivy.Document:
        """Return one document as it lies in the index; a question asks for it up to three times."""
        place = (address.segment_ord, address.doc)
        found = self._documents.get(place)
        if found is None:
            if len(self._documents) > _AT_HAND:
                self._documents.clear()
            found = self._documents[place] = self.searcher.doc(address)
        return found

    def frequency(self, field_name: str, word: str) -> int:
        """Return in how many documents a term stands in a field."""
        place = (field_name, word)
        found = self._frequency.get(place)
        if found is None:
            if len(self._frequency) > _KEPT:
                self._frequency.clear()
            found = self._frequency[place] = self.searcher.doc_freq(field_name, word)
        return found

    def rarity(self, word: str) -> float:
        """Return how much a word says: the logarithm of how seldom names have it."""
        found = self._rarity.get(word)
        if found is None:
            if len(self._rarity) > _KEPT:
                self._rarity.clear()
            count = self.frequency("name", word)
            found = math.log(1 + min(self.size, _NAMES) / count) if count else UNKNOWN
            self._rarity[word] = found
        return found

    def rarities(self, name: StoredName) -> tuple[float, ...]:
        """Return how much each word of a name says."""
        found = self._rarities.get(name.text)
        if found is None:
            if len(self._rarities) > _KEPT:
                self._rarities.clear()
            found = self._rarities[name.text] = tuple(map(self.rarity, name.words))
        return found


def _stored(kept: dict[str, Any]) -> Stored:
    main_item = kept["m"]
    return Stored(
        kind=kept["k"],
        id=kept["i"],
        title=kept["t"],
        url=kept["u"],
        boost=kept["b"],
        extra=kept["x"],
        names=tuple(stored_name(text, words) for text, words in kept["n"]),
        main_item=stored_name(main_item[0], main_item[1]) if main_item else None,
        ends_on=kept["e"],
        codes=tuple(kept["c"]),
    )


_lock = threading.Lock()
_reader: Reader | None = None


def reader() -> Reader | None:
    """Return the index as it is now, or None where there is none that can be read."""
    held = _reader
    if held is not None and held.stamp == _stamp(held.folder):
        return held
    with _lock:
        return _renewed()


def tells_of_harm(error: BaseException) -> bool:
    """Return whether an error says that the files of the index are not what was written.

    A cut file makes tantivy panic, which arrives as an exception that is no `Exception`.
    """
    return isinstance(error, OSError | ValueError) or type(error).__name__ == "PanicException"


def forget() -> None:
    """Let the next question open the index anew."""
    global _reader  # noqa: PLW0603 -- one reader a process
    with _lock:
        _reader = None


def _renewed() -> Reader | None:
    global _reader  # noqa: PLW0603
    folder = generations.current()
    held = _reader
    if folder is None:
        return None
    stamp = _stamp(folder)
    if held is not None and held.stamp == stamp:
        return held
    try:
        _reader = _opened(folder, stamp, held)
    except BaseException as error:
        if not tells_of_harm(error):
            raise
        generations.mark_broken(folder)
        return None
    return _reader


def _opened(folder: Path, stamp: tuple[int, ...], held: Reader | None) -> Reader:
    is_same = held is not None and held.folder == folder
    if held is not None and is_same and held.stamp[2] == stamp[2]:
        renewed = Reader(folder, stamp, held.cutter, held.thesaurus)
        renewed.vocabulary = held.vocabulary if renewed.size == held.size else None
        return renewed
    words: list[str] = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    pairs = json.loads((folder / "synonyms.json").read_text(encoding="utf-8"))
    cutter = held.cutter if held is not None and is_same else Cutter(words)
    return Reader(folder, stamp, cutter, Thesaurus(pairs, words))


def _stamp(folder: Path) -> tuple[int, ...]:
    """Return what changes when the index does: pointer, commit, synonyms."""
    stamp = []
    for file in (folder.parent / "current", folder / "meta.json", folder / "synonyms.json"):
        try:
            stamp.append(file.stat().st_mtime_ns)
        except OSError:
            stamp.append(0)
    return tuple(stamp)
