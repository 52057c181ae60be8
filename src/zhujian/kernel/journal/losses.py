"""Losses that the operator knows of: lines that were witnessed and that the database lost.

After a power cut, or a restore of an older backup, signed heads tell of lines that are not there.
`accept_loss` writes a line that says so; from then on those heads no longer break the chain, and
the loss stands in every report. It counts only as far as a signed head covers that line: who can
write the database but has no ledger key cannot accept anything.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from zhujian.kernel.journal.models import Line
from zhujian.kernel.journal.signing import Head

VERB = "ledger.accept-loss"


@dataclass(frozen=True, slots=True)
class Loss:
    """Lines first to last were witnessed, until an instant, and lost; `line` accepts it, or 0."""

    first: int
    last: int
    until: str
    line: int = 0
    on: str = ""

    def holds(self, head: Head) -> bool:
        """Return whether a head is one of those that were lost."""
        return self.first <= head.sequence <= self.last and head.at <= self.until

    def with_head(self, head: Head) -> "Loss":
        """Return the loss with one more head that fits nowhere."""
        return Loss(
            min(self.first, head.sequence), max(self.last, head.sequence), max(self.until, head.at)
        )

    @property
    def text(self) -> str:
        """The loss in one sentence, once it was accepted."""
        return (
            f"第 {self.first} 至第 {self.last} 条的原记录已经丢失，{self.on} 经操作员确认"
            f"（第 {self.line} 条）。"
        )


def accepted() -> tuple[Loss, ...]:
    """Return every loss that a sealed line accepts, oldest first."""
    return tuple(map(_loss_of, Line.objects.sealed().filter(verb=VERB)))


def _loss_of(line: Line) -> Loss:
    told = json.loads(line.data)
    return Loss(
        told["first"], told["last"], told["until"], line.sequence or 0, f"{line.at:%Y-%m-%d}"
    )


def is_accepted(head: Head, losses: Sequence[Loss]) -> bool:
    """Return whether a head that fits nowhere belongs to a loss that was accepted."""
    return any(loss.holds(head) for loss in losses)
