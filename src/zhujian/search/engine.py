"""The question and its answer: `find`."""

from collections.abc import Collection
from dataclasses import dataclass

import tantivy

from zhujian.kernel import clock
from zhujian.search import generations, retrieval, spelling
from zhujian.search.answers import Hit, Part, SearchAnswer
from zhujian.search.question import Question, take_apart
from zhujian.search.ranking import NEIGHBOURS, QUOTED, Scale
from zhujian.search.reader import Reader, Stored, forget, reader, tells_of_harm
from zhujian.search.snippets import marked, snippet

__all__ = ["Hit", "Part", "SearchAnswer", "find"]

_REACH = 10
_FARTHEST = 1_000
# A document below this answers nothing of the question.
_NEAR = 0.3
# A first result below this lets another spelling be tried, which must be better by a margin.
_WELL = 1.0
_MARGIN = 0.08
_ITEM_FIRST = 0.05
_OVER = 0.1
# What is found by its name in the first place, not by its text.
_NAMED = frozenset({"item", "theme", "place", "event", "organisation"})
# Of so many documents the text is read, whatever brought them here.
_BODIES = 20


@dataclass(frozen=True, slots=True)
class _Found:
    stored: Stored
    address: tantivy.DocAddress
    score: float


def find(q: str, *, kinds: Collection[str] = (), limit: int = 10, offset: int = 0) -> SearchAnswer:
    """Return the best results for a question in everyday words, at most `limit` from `offset`."""
    held = reader()
    if held is None or not q.strip():
        return SearchAnswer(is_away=held is None)
    try:
        return _find(q, kinds, max(0, limit), min(max(0, offset), _FARTHEST), held)
    except BaseException as error:
        if not tells_of_harm(error):
            raise
        generations.mark_broken(held.folder)
        forget()
        return SearchAnswer(is_away=True)


def _find(q: str, kinds: Collection[str], limit: int, offset: int, held: Reader) -> SearchAnswer:
    question = take_apart(q, held.cutter, held.thesaurus)
    if question.code:
        pool = retrieval.by_code(question.code, kinds, held, offset + max(limit, _REACH))
        if pool.addresses:
            return _answer(
                question, _by_code(question.code, pool, held), pool.total, limit, offset, held
            )
    pool, found = _asked(question, kinds, limit + offset, held)
    did_you_mean = ""
    if not found or found[0].score < _WELL:
        better = spelling.correct(question, held)
        if better is not None:
            better_pool, better_found = _asked(better.question, kinds, limit + offset, held)
            if _is_better(better_found, found):
                question, pool, found = better.question, better_pool, better_found
                did_you_mean = better.text
    near = [one for one in found if one.score >= _NEAR]
    answer = _answer(question, near or found, max(pool.total, len(near)), limit, offset, held)
    return SearchAnswer(
        hits=answer.hits,
        total=answer.total if near else 0,
        did_you_mean=did_you_mean,
        used_synonyms=question.synonyms,
        nearest=not near and bool(found),
    )


def _asked(
    question: Question, kinds: Collection[str], reach: int, held: Reader
) -> tuple[retrieval.Pool, list[_Found]]:
    pool = retrieval.gather(question, kinds, held, max(reach, _REACH))
    return pool, _ranked(question, pool, held)


def _is_better(found: list[_Found], than: list[_Found]) -> bool:
    return bool(found) and (not than or found[0].score > than[0].score + _MARGIN)


def _ranked(question: Question, pool: retrieval.Pool, held: Reader) -> list[_Found]:
    scale = Scale(question, held)
    today = clock.today().isoformat()
    named = []
    for address in pool.addresses:
        stored = held.stored(address)
        named.append((scale.by_name(stored), stored, address))
    named.sort(key=lambda one: -one[0])
    found = []
    for place, (by_name, stored, address) in enumerate(named):
        by_text = 0.0
        if (address.segment_ord, address.doc) in pool.quoted:
            by_text = QUOTED if scale.is_quoted(held.text(address)) else NEIGHBOURS
        elif place < _BODIES or (address.segment_ord, address.doc) in pool.told:
            by_text = scale.by_text(held.text(address), is_named=stored.kind in _NAMED)
        score = 1 - (1 - by_name) * (1 - by_text) + _standing(stored, today)
        found.append(_Found(stored, address, round(score, 4)))
    return sorted(found, key=lambda one: (-one.score, len(one.stored.title), one.stored.id))


def _standing(stored: Stored, today: str) -> float:
    """Return what a document has before its equals: items first, published, not yet over."""
    standing = 0.1 * (stored.boost - 1)
    if stored.kind == retrieval.ITEM:
        standing += _ITEM_FIRST
    if stored.ends_on is not None and stored.ends_on < today:
        standing -= _OVER
    return standing


def _by_code(code: str, pool: retrieval.Pool, held: Reader) -> list[_Found]:
    found = []
    for address in pool.addresses:
        stored = held.stored(address)
        score = 1.0 if code in stored.codes else 0.8
        found.append(_Found(stored, address, score))
    return sorted(found, key=lambda one: (-one.score, one.stored.id))


def _answer(
    question: Question, found: list[_Found], total: int, limit: int, offset: int, held: Reader
) -> SearchAnswer:
    words = _marks(question)
    hits = []
    for one in found[offset : offset + limit]:
        text = held.text(one.address) or one.stored.extra.get("organisation", "")
        hits.append(
            Hit(
                kind=one.stored.kind,
                id=one.stored.id,
                title=one.stored.title,
                url=one.stored.url,
                snippet=snippet(text, words),
                score=one.score,
                title_parts=marked(one.stored.title, words),
                extra=one.stored.extra,
            )
        )
    return SearchAnswer(hits=tuple(hits), total=total)


def _marks(question: Question) -> list[str]:
    words = dict.fromkeys(question.words)
    for concept in question.concepts:
        for way in concept.ways:
            if len(way.text) > 1:
                words[way.text] = None
            words.update(dict.fromkeys(word for word in way.words if len(word) > 1))
    return list(words)
