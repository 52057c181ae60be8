"""What a search answers: plain values that pages and the API show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhujian.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a snippet; `is_hit` stretches are the words that were looked for.

    `text` is plain text: the page escapes it and marks the hits.
    """

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    kind: str
    id: str
    title: str
    url: str
    snippet: tuple[Part, ...]
    score: float
    title_parts: tuple[Part, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def snippet_text(self) -> str:
        """The snippet as plain text."""
        return "".join(part.text for part in self.snippet)


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The results of one question.

    `total` counts every match (or the matches looked at, where nothing matched wholly);
    `did_you_mean` is another wording to offer, or `""`; `used_synonyms` are the pairs
    (everyday, official) that were used. With `nearest` nothing matched as asked, and the hits
    are the items whose names come nearest. With `is_away` there was no index that could be read.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    did_you_mean: str = ""
    used_synonyms: tuple[tuple[str, str], ...] = ()
    nearest: bool = False
    is_away: bool = False


def away() -> Refused:
    """Return the refusal for a question asked while the index is being built anew."""
    text = "搜索正在恢复，通常不到一分钟。请稍后再搜，也可以在“服务事项”里按部门查找。"
    return Refused("search_away", text, status=503, retry_after=30)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line offered while a person types."""

    text: str
    url: str
    kind: str
