"""Measurements: `zhujian bench NAME`. A bench prints its figures and ends with 1 below a floor.

One module a bench, with `BENCH`, its command; `docs/bench.md` keeps what was measured.
"""

from zhujian.kernel.commands import Command
from zhujian.ops.bench import cases, nginx, pages, questions, search

BENCHES: list[Command] = [
    cases.BENCH,
    pages.BENCH,
    nginx.BENCH,
    search.BENCH,
    questions.BENCH,
]

__all__ = ["BENCHES"]
