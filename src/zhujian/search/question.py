"""A question taken apart: what it is about, what is to be done, what is only said around it."""

from dataclasses import dataclass, field

from zhujian.search.cutting import Cutter
from zhujian.search.normalise import compact, has_han, is_letters, normalise
from zhujian.search.thesaurus import Thesaurus, verbs

_LONGEST = 120
_OFFICIAL_TRUST = 0.92


@dataclass(frozen=True, slots=True)
class Way:
    """One wording of a concept: words that together mean it, and how surely they do."""

    words: tuple[str, ...]
    text: str
    trust: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question is about, in the asker's word and in official words."""

    text: str
    ways: tuple[Way, ...]
    is_spelled: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: `raw` is what was typed, `words` all of it but the fillers."""

    text: str
    raw: str
    concepts: tuple[Concept, ...]
    verbs: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    code: str = ""
    synonyms: tuple[tuple[str, str], ...] = field(default=())


def take_apart(q: str, cutter: Cutter, thesaurus: Thesaurus) -> Question:
    """Return the question in a person's words as concepts and verbs."""
    text = normalise(q)[:_LONGEST]
    words = _words(text, thesaurus)
    told = [word for word in words if not thesaurus.is_filler(word)] or words
    content = [word for word in told if _is_content(word, thesaurus)] or told
    meant = frozenset(family for word in words for family in verbs().get(word, ()))
    concepts, synonyms = [], list[tuple[str, str]]()
    for word in dict.fromkeys(_spell_out(word, thesaurus) for word in content):
        officials = thesaurus.means(word, sorted(meant))
        concepts.append(_concept(word, officials, cutter))
        synonyms += [(word, official) for official in officials]
    return Question(
        text=text,
        raw=q.strip(),
        concepts=tuple(concepts),
        verbs=meant,
        words=tuple(dict.fromkeys(piece for word in told for piece in cutter.cut(word))),
        code=_code(text),
        synonyms=tuple(synonyms),
    )


def _words(text: str, thesaurus: Thesaurus) -> list[str]:
    """Return the words of a text; what stood apart only by fillers is read together again."""
    found: list[str] = []
    for chunk in text.split():
        words = thesaurus.cut(chunk)
        told = "".join(word for word in words if not thesaurus.is_filler(word))
        found += thesaurus.cut(told) if told and len(told) < len(chunk) else words
    return found


def _is_content(word: str, thesaurus: Thesaurus) -> bool:
    return word in thesaurus.official or word not in verbs()


def _spell_out(word: str, thesaurus: Thesaurus) -> str:
    return (thesaurus.spelled_by(word) or word) if is_letters(word) else word


def _concept(word: str, officials: list[str], cutter: Cutter) -> Concept:
    ways = [Way(tuple(cutter.cut(word)) or (word,), word, 1.0)]
    ways += [
        Way(tuple(cutter.cut(official)), normalise(official), _OFFICIAL_TRUST)
        for official in officials
    ]
    return Concept(word, tuple(ways), is_spelled=is_letters(word) and len(word) > 1)


def _code(text: str) -> str:
    """Return the question as a code without separators, or `""` where it is none."""
    code = compact(text)
    has_digit = any(character.isdigit() for character in code)
    return code if has_digit and len(code) > 3 and not has_han(code) else ""
