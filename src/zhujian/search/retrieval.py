"""Which documents are looked at for a question: quick and generous, ranked afterwards."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

import tantivy
from tantivy import Occur, Query

from zhujian.search.cutting import grams, neighbours
from zhujian.search.question import Concept, Question
from zhujian.search.reader import Reader

ITEM = "item"
# How many documents of each pool are ranked, and how many terms a pool is asked with.
_NAMES_POOL = 40
_TEXTS_POOL = 20
_QUOTATIONS_POOL = 30
_WORDS = 40
_GRAMS = 24
_TEXT_WORDS = 8
_FEWEST_WORDS = 3
_PAIRS = 12
_QUOTED_PAIRS = 24
_FEWEST_PAIRS = 2
# A term in more documents than this says little and costs much.
_COMMON = 30_000
_FEW_WORDS = 4
# A hit that weighs less than this share of the first is not ranked.
_BEHIND = 0.35


@dataclass(frozen=True, slots=True)
class Pool:
    """The documents to rank, the places of those found by their text and of those that hold the
    question as a quotation, and how many matched every word.
    """

    addresses: tuple[tantivy.DocAddress, ...]
    total: int
    told: frozenset[tuple[int, int]] = frozenset()
    quoted: frozenset[tuple[int, int]] = frozenset()


def gather(question: Question, kinds: Collection[str], reader: Reader, reach: int) -> Pool:
    """Return the documents to rank: by name among items, by name and text among all.

    `reach` is how many results are wanted at the least.
    """
    named: dict[tuple[int, int], tantivy.DocAddress] = {}
    told: dict[tuple[int, int], tantivy.DocAddress] = {}
    searcher = reader.searcher
    if not kinds or ITEM in kinds:
        query = _by_name(question, reader, {ITEM})
        _take(named, searcher.search(query, max(_NAMES_POOL, reach), count=False))
    quoted: dict[tuple[int, int], tantivy.DocAddress] = {}
    quotation = _quotation(question, kinds, reader)
    if quotation is not None:
        _take(quoted, searcher.search(quotation, max(_QUOTATIONS_POOL, reach), count=False))
    total = 0
    whole = _every_word(question, kinds, reader)
    if whole is not None:
        result = searcher.search(whole, max(_TEXTS_POOL, reach))
        total = _count(result)
        _take(told, result)
    if total < reach:
        query = _by_text(question, kinds, reader)
        _take(told, searcher.search(query, max(_TEXTS_POOL, reach), count=False))
        query = _by_name(question, reader, kinds)
        _take(named, searcher.search(query, max(_TEXTS_POOL, reach), count=False))
    found = tuple((named | told | quoted).values())
    return Pool(found, total, frozenset(told), frozenset(quoted))


def by_code(code: str, kinds: Collection[str], reader: Reader, limit: int) -> Pool:
    """Return the documents whose code is, or begins with, `code`."""
    codes = [
        code,
        *(term for term, _ in reader.searcher.terms_with_prefix("codes", code, None, 50)),
    ]
    query = _among(kinds, _any(_terms(reader, "codes", codes)), reader)
    result = reader.searcher.search(query, limit)
    return Pool(tuple(address for _, address in result.hits), _count(result))


def _count(result: tantivy.SearchResult) -> int:
    """Return how many documents matched; the stub of tantivy forgets the attribute."""
    return int(cast("Any", result).count or 0)


def _take(found: dict[tuple[int, int], tantivy.DocAddress], result: tantivy.SearchResult) -> None:
    """Take the hits but those far behind the first."""
    enough = _BEHIND * result.hits[0][0] if result.hits else 0.0
    for score, address in result.hits:
        if score >= enough:
            found.setdefault((address.segment_ord, address.doc), address)


def _by_name(question: Question, reader: Reader, kinds: Collection[str]) -> Query:
    words: dict[str, None] = {}
    letters: list[str] = []
    for concept in question.concepts:
        for way in concept.ways:
            for word in way.words:
                words[word] = None
                if way.trust == 1.0:
                    words.update(dict.fromkeys(reader.cutter.pieces(word)))
        if concept.is_spelled:
            letters.append(concept.text)
    wanted = _terms(reader, "name", list(words)[:_WORDS])
    wanted += _terms(reader, "context", [w for c in question.concepts for w in c.ways[0].words])
    wanted += _spelled(letters, reader)
    wanted += _terms(reader, "gram", _rare_grams(question, reader))
    return _among(kinds, _any(wanted), reader)


def _rare_grams(question: Question, reader: Reader) -> list[str]:
    asked = {gram for concept in question.concepts for gram in grams(concept.text)}
    weighed = [(reader.frequency("gram", gram), gram) for gram in sorted(asked)]
    return [gram for count, gram in sorted(weighed) if 0 < count < _COMMON][:_GRAMS]


def _spelled(letters: Iterable[str], reader: Reader) -> list[Query]:
    queries = []
    for word in letters:
        queries.append(Query.term_query(reader.schema, "pinyin", word))
        starts = reader.searcher.terms_with_prefix("pinyin", word, None, 20)
        queries += _terms(reader, "pinyin", [term for term, _ in starts if len(word) > 1])
        if len(word) > 3:
            queries.append(Query.fuzzy_term_query(reader.schema, "pinyin", word, 1))
    return queries


def _every_word(question: Question, kinds: Collection[str], reader: Reader) -> Query | None:
    """Return the query that asks for every concept, or None for a long question."""
    if not question.concepts or len(question.concepts) > _FEW_WORDS:
        return None
    asked = [(Occur.Must, _concept(concept, reader)) for concept in question.concepts]
    return _among(kinds, Query.boolean_query(asked), reader)


def _concept(concept: Concept, reader: Reader) -> Query:
    """Return the query for any wording of a concept.

    A wording that holds all words of another one finds nothing more, and where the person's own
    word is common already, its synonyms are left to the names.
    """
    ways: list[Query] = []
    asked: list[frozenset[str]] = []
    for way in concept.ways:
        words = [(Occur.Must, term) for term in _terms(reader, "body", way.words)]
        own = frozenset(way.words)
        if not words or len(words) != len(way.words) or any(other <= own for other in asked):
            continue
        asked.append(own)
        ways.append(words[0][1] if len(words) == 1 else Query.boolean_query(words))
        if min(reader.frequency("body", word) for word in way.words) > _COMMON:
            break
    if concept.is_spelled:
        ways += _spelled([concept.text], reader)
    return _any(ways)


def _by_text(question: Question, kinds: Collection[str], reader: Reader) -> Query:
    pairs = neighbours(reader.cutter.cut(question.text))[:_PAIRS]
    weighed = sorted((reader.frequency("body", word), word) for word in question.words)
    known = [(count, word) for count, word in weighed if count]
    telling = sum(count < _COMMON for count, _ in known)
    rare = [word for _, word in known[: min(_TEXT_WORDS, max(telling, _FEWEST_WORDS))]]
    wanted = _terms(reader, "pairs", pairs) + _terms(reader, "body", rare)
    return _among(kinds, _any(wanted), reader)


def _quotation(question: Question, kinds: Collection[str], reader: Reader) -> Query | None:
    """Return the query for texts in which all words of the question are neighbours.

    The first and the last word of a longer one are left out: a quotation may begin and end
    inside a word.
    """
    pairs = neighbours(reader.cutter.cut_normal(question.text))
    pairs = (pairs[1:-1] if len(pairs) > _FEWEST_PAIRS + 1 else pairs)[:_QUOTED_PAIRS]
    if len(pairs) < _FEWEST_PAIRS or not all(reader.frequency("pairs", pair) for pair in pairs):
        return None
    asked = [(Occur.Must, term) for term in _terms(reader, "pairs", pairs)]
    return _among(kinds, Query.boolean_query(asked), reader)


def _terms(reader: Reader, field: str, words: Iterable[str]) -> list[Query]:
    return [
        Query.term_query(reader.schema, field, word)
        for word in words
        if reader.frequency(field, word)
    ]


def _any(queries: list[Query]) -> Query:
    if len(queries) < 2:
        return queries[0] if queries else Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _among(kinds: Collection[str], query: Query, reader: Reader) -> Query:
    if not kinds:
        return query
    wanted = _any([Query.term_query(reader.schema, "kind", kind) for kind in kinds])
    return Query.boolean_query(
        [(Occur.Must, Query.const_score_query(wanted, 0.0)), (Occur.Must, query)]
    )
