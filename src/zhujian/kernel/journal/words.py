"""The journal's words: every verb has one Chinese sentence; rooms register theirs."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zhujian.kernel.journal.states import Audience


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the journal: its sentence for the page, and who reads its lines by default.

    `{organisation}` in the sentence is the name of the organisation acted for; other fields come
    from the line's data.
    """

    sentence: str
    audience: Audience = Audience.INTERNAL


_verbs: dict[str, Verb] = {}
_names: list[Callable[[str], str]] = []


def register_verbs(words: Mapping[str, Verb]) -> None:
    """Add a room's verbs; the same verb with another sentence raises ValueError."""
    for verb, word in words.items():
        if _verbs.setdefault(verb, word) != word:
            msg = f"the verb {verb} has two sentences"
            raise ValueError(msg)


def register_organisation_names(name_of: Callable[[str], str]) -> None:
    """Say how an organisation's slug becomes its name."""
    _names[:] = [name_of]


def verbs() -> Mapping[str, Verb]:
    """Return all registered verbs."""
    return dict(_verbs)


def verb_named(verb: str) -> Verb:
    """Return the registered verb, or raise LookupError."""
    try:
        return _verbs[verb]
    except KeyError:
        msg = f"the verb {verb} is not registered with the journal"
        raise LookupError(msg) from None


def organisation_name(slug: str) -> str:
    """Return the name of an organisation; the slug itself where nobody knows better."""
    if not slug or not _names:
        return slug
    return _names[0](slug) or slug


class _Sentences(string.Formatter):
    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        del args
        return kwargs.get(str(key), "")


_sentences = _Sentences()


def sentence(verb: str, organisation: str, data: Mapping[str, Any]) -> str:
    """Return the Chinese sentence of a line; an unknown verb shows its own name."""
    word = _verbs.get(verb)
    if word is None:
        return verb
    return _sentences.vformat(word.sentence, (), {**data, "organisation": organisation})


register_verbs(
    {
        "journal.erase-note": Verb("已依法删除第{line}条记录所附的文字", Audience.INTERNAL),
        "ledger.accept-loss": Verb("已确认第{first}至第{last}条原记录丢失", Audience.INTERNAL),
    }
)
