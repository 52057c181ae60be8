"""The kinds of numbers, registered by the rooms that hand them out."""

from dataclasses import dataclass

from zhujian.kernel.refusals import not_found


@dataclass(frozen=True, slots=True)
class NumberKind:
    """Two letters, what they stand for in Chinese, the room, and its tracker's name."""

    letters: str
    title: str
    room: str
    track_kind: str


_kinds: dict[str, NumberKind] = {}


def register_kind(kind: NumberKind) -> None:
    """Make a kind known; called from the room's `apps.py`."""
    if len(kind.letters) != 2 or not kind.letters.isalpha() or set(kind.letters) & set("ILO"):
        msg = f"{kind.letters}: two capital letters, none of I, L, O"
        raise ValueError(msg)
    known = _kinds.setdefault(kind.letters, kind)
    if known != kind:
        msg = f"{kind.letters} is already a kind of {known.room}"
        raise ValueError(msg)


def kind_of(letters: str) -> NumberKind:
    """Return the kind, or refuse (404)."""
    if letters not in _kinds:
        raise not_found("没有这一类编号，请核对后再试。")
    return _kinds[letters]


def kinds() -> tuple[NumberKind, ...]:
    """Return every kind, by letters."""
    return tuple(_kinds[letters] for letters in sorted(_kinds))
