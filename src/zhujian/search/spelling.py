"""One wrong character put right: by the same sound, or by all other characters being right."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Query

from zhujian.search.normalise import compact, has_han
from zhujian.search.question import Question, take_apart
from zhujian.search.reader import Reader
from zhujian.search.vocabulary import LONGEST, SHORTEST, Vocabulary

_NAMES = 5_000
_KINDS = ("item", "theme", "place")


@dataclass(frozen=True, slots=True)
class Correction:
    """Another wording of a question, to ask and to offer."""

    text: str
    question: Question


def correct(question: Question, reader: Reader) -> Correction | None:
    """Return the question with its one wrong character put right, or None."""
    words = reader.thesaurus.cut(question.text.replace(" ", ""))
    doubtful = [_is_doubtful(word, reader) for word in words]
    if not any(doubtful):
        return None
    for start, end in _windows(words, doubtful, reader):
        window = "".join(words[start:end])
        phrase = vocabulary(reader).by_sound(window)
        if not phrase and not _is_mostly_known(words[start:end], reader):
            phrase = vocabulary(reader).by_hole(window)
        if phrase and phrase != window and phrase not in question.text:
            text = "".join([*words[:start], phrase, *words[end:]])
            return Correction(text, take_apart(text, reader.cutter, reader.thesaurus))
    return None


def vocabulary(reader: Reader) -> Vocabulary:
    """Return the vocabulary of this state of the index, built when it is first needed."""
    if reader.vocabulary is None:
        reader.vocabulary = Vocabulary(_phrases(reader))
    return reader.vocabulary


def _phrases(reader: Reader) -> Iterator[str]:
    yield from reader.thesaurus.official
    for officials in reader.thesaurus.official.values():
        yield from map(compact, officials)
    kinds = Query.term_set_query(reader.schema, "kind", list(_KINDS))
    for _, address in reader.searcher.search(kinds, _NAMES, count=False).hits:
        for name in reader.stored(address).names:
            yield from name.words
            yield from map("".join, pairwise(name.words))


def _windows(words: list[str], doubtful: list[bool], reader: Reader) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words with a doubtful one among them, longest first."""
    found = []
    for start in range(len(words)):
        length = 0
        for end in range(start + 1, len(words) + 1):
            length += len(words[end - 1])
            if length > LONGEST or reader.thesaurus.is_filler(words[end - 1]):
                break
            if length >= SHORTEST and any(doubtful[start:end]):
                found.append((-length, start, end))
    yield from ((start, end) for _, start, end in sorted(found))


def _is_doubtful(word: str, reader: Reader) -> bool:
    """Tell whether a word may be mistyped: a character alone, or one no dictionary has."""
    thesaurus = reader.thesaurus
    if not has_han(word) or thesaurus.is_filler(word) or thesaurus.knows(word):
        return False
    return len(word) == 1 or not thesaurus.has_word(word)


def _is_mostly_known(words: list[str], reader: Reader) -> bool:
    """Tell whether a short stretch holds a good word, so that its rest is hardly its mistake."""
    if sum(map(len, words)) > 3:
        return False
    return any(len(word) > 1 and reader.thesaurus.has_word(word) for word in words)
