"""`zhujian bench search`: how long a question takes among 300,000 documents."""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from zhujian.kernel.commands import Command
from zhujian.ops.bench import corpus
from zhujian.ops.bench.indexing import own_index
from zhujian.search.engine import find

_ITEMS = 2_000
_QUESTIONS = 300
_WARM_UP = 60
# The floors: 95 of 100 questions are answered in so many milliseconds.
_SHORT_FLOOR_MS = 10.0
_SENTENCE_FLOOR_MS = 25.0


@dataclass(frozen=True, slots=True)
class Timing:
    """How long questions took, in milliseconds, and how many found nothing."""

    p50_ms: float
    p95_ms: float
    max_ms: float
    without_hit: int


def run(arguments: argparse.Namespace) -> int:
    """Build the index, ask, print the figures; 1 where a floor is missed."""
    start = time.perf_counter()
    with own_index(corpus.sources(arguments.documents, _ITEMS)) as documents:
        built = time.perf_counter() - start
        count = _QUESTIONS + _WARM_UP
        short = _ask(list(corpus.short_queries(count, arguments.documents)))
        sentences = _ask(list(corpus.sentences(count)))
    is_met = short.p95_ms <= _SHORT_FLOOR_MS and sentences.p95_ms <= _SENTENCE_FLOOR_MS
    if arguments.json:
        figures = {"documents": documents, "build_s": round(built, 1), "is_met": is_met}
        print(json.dumps(figures | {"short": asdict(short), "sentences": asdict(sentences)}))
    else:
        print(f"{documents} 条，建索引 {built:.1f} 秒")
        print(_line("2–4 个词", short, _SHORT_FLOOR_MS))
        print(_line("日常问句", sentences, _SENTENCE_FLOOR_MS))
    return 0 if is_met else 1


def _ask(questions: Sequence[str]) -> Timing:
    """Ask each question once, after others have warmed the process."""
    for question in questions[:_WARM_UP]:
        find(question)
    times, without_hit = [], 0
    for question in questions[_WARM_UP:]:
        start = time.perf_counter()
        answer = find(question)
        times.append((time.perf_counter() - start) * 1000)
        without_hit += not answer.hits
    times.sort()
    return Timing(
        p50_ms=round(times[len(times) // 2], 2),
        p95_ms=round(times[int(len(times) * 0.95)], 2),
        max_ms=round(times[-1], 2),
        without_hit=without_hit,
    )


def _line(name: str, timing: Timing, floor: float) -> str:
    verdict = "达到" if timing.p95_ms <= floor else "未达到"
    return (
        f"{name}：p50 {timing.p50_ms} ms，p95 {timing.p95_ms} ms"
        f"（要求 ≤ {floor:g} ms，{verdict}），"
        f"最长 {timing.max_ms} ms，无结果 {timing.without_hit} 问"
    )


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--documents", type=int, default=300_000, help="文档条数")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


BENCH = Command(("bench", "search"), "time questions among 300,000 documents", _options, run)
