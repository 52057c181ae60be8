"""The law of a case as arithmetic: which term counts, and why a date is that date."""

from dataclasses import dataclass
from datetime import date

from zhujian.kernel.deadlines.rules import Unit

UNIT_WORDS = {Unit.WORKDAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of `n` units; `n` 0 is done on the spot."""

    n: int
    unit: Unit

    @property
    def words(self) -> str:
        """Return the term as people say it."""
        return f"{self.n} {UNIT_WORDS[self.unit]}" if self.n else "当场办结"


def handling_term(*, promised: Term | None, statutory: Term | None) -> Term | None:
    """SVC-05: the promised term counts where there is one, else the statutory term."""
    return promised if promised is not None else statutory


def explanation(
    *, counted: str, promised: Term | None, statutory: Term | None, by: date | None
) -> str:
    """Return why a decision is due on its day, with the statutory date named beside it.

    `counted` is the kernel's account of the count, `by` the statutory date.
    """
    if promised is None or statutory is None or by is None:
        return counted
    if promised == statutory:
        return f"{counted}承诺期限与法定期限相同。"
    return f"{counted}法定期限为{statutory.words}，最迟{by.year}年{by.month}月{by.day}日。"
