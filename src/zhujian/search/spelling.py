"""One wrong character put right: by the same sound, or by all other characters being right."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    for run in _doubtful_runs(question, reader):
        for window in _windows(run):
            phrase = vocabulary(reader).meant(window)
            if phrase and phrase != window and phrase not in question.text:
                text = question.text.replace(window, phrase, 1)
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
            yield from map("".join, zip(name.words, name.words[1:], strict=False))


def _doubtful_runs(question: Question, reader: Reader) -> Iterator[str]:
    """Yield the stretches of a question whose words no name and few texts know."""
    words = reader.thesaurus.cut(question.text)
    doubtful = [_is_doubtful(word, reader) for word in words]
    start = 0
    while start < len(words):
        if not doubtful[start]:
            start += 1
            continue
        end = start
        while end < len(words) and doubtful[end]:
            end += 1
        before = (
            words[start - 1] if start and not reader.thesaurus.is_filler(words[start - 1]) else ""
        )
        after = words[end] if end < len(words) else ""
        yield f"{before}{''.join(words[start:end])}{after}"
        start = end


def _is_doubtful(word: str, reader: Reader) -> bool:
    thesaurus = reader.thesaurus
    if not has_han(word) or thesaurus.is_filler(word) or thesaurus.knows(word):
        return False
    if len(word) == 1:
        return True
    return not reader.frequency("name", word) and reader.frequency("body", word) < 3


def _windows(run: str) -> Iterator[str]:
    for length in range(min(LONGEST, len(run)), SHORTEST - 1, -1):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]
