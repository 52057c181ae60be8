"""The stretch of a text that shows why it was found, in parts that are safe to show."""

from collections.abc import Sequence

from zhujian.search.answers import Part
from zhujian.search.normalise import fold_in_place

_LENGTH = 120
_BEFORE = 24


def marked(text: str, words: Sequence[str]) -> tuple[Part, ...]:
    """Return the whole text as parts, with the words that were looked for as hits."""
    return _parts(text, _places(fold_in_place(text), words))


def snippet(text: str, words: Sequence[str]) -> tuple[Part, ...]:
    """Return about 120 characters around the densest group of hits; the beginning where none is."""
    folded = fold_in_place(text)
    places = _places(folded, words)
    start = max(0, _densest(places) - _BEFORE)
    start = _sentence_start(text, start)
    end = min(len(text), start + _LENGTH)
    inside = [
        (max(a, start) - start, min(b, end) - start) for a, b in places if a < end and b > start
    ]
    parts = _parts(" ".join(text[start:end].split("\n")), inside)
    if start:
        parts = (Part("…"), *parts)
    return (*parts, Part("…")) if end < len(text) else parts


def _places(folded: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand, overlapping ones joined."""
    found: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0 and len(found) < 400:
            found.append((at, at + len(word)))
            at = folded.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _densest(places: Sequence[tuple[int, int]]) -> int:
    best, best_start = 0, 0
    for place, (start, _) in enumerate(places):
        held = 0
        for other_start, other_end in places[place : place + 12]:
            if other_start - start > _LENGTH - _BEFORE:
                break
            held += other_end - other_start
        if held > best:
            best, best_start = held, start
    return best_start


def _sentence_start(text: str, start: int) -> int:
    if not start:
        return 0
    for sign in "。！？；\n":
        at = text.find(sign, start, start + _BEFORE)
        if at >= 0:
            return at + 1
    return start


def _parts(text: str, places: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for start, end in places:
        if start > at:
            parts.append(Part(text[at:start]))
        parts.append(Part(text[start:end], is_hit=True))
        at = end
    if at < len(text):
        parts.append(Part(text[at:]))
    return tuple(parts)
