"""State machines as tables: verb → from-states, to-state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhujian.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: the states it may start from, the state it leads to, its Chinese name.

    An empty target leaves the state as it is.
    """

    sources: frozenset[str]
    target: str
    label: str


class Moves(Mapping[str, Move]):
    """The MOVES table of a room."""

    def __init__(self, table: Mapping[str, Move]) -> None:
        self._table = dict(table)

    def __getitem__(self, verb: str) -> Move:
        return self._table[verb]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def target(self, verb: str, state: str, *, state_text: str) -> str:
        """Return the state that `verb` leads to, or refuse (409) with the state in words."""
        move = self._table[verb]
        if state not in move.sources:
            raise Refused(
                "state",
                f"当前状态为「{state_text}」，不能办理「{move.label}」。",
                status=409,
            )
        return move.target or state

    def verbs_from(self, state: str) -> tuple[str, ...]:
        """Return the verbs that may start from `state`, in the order of the table."""
        return tuple(verb for verb, move in self._table.items() if state in move.sources)
