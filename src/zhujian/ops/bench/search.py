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
    """How long questions took, in milliseconds, and how many found nothing.

    Each question is asked in two passes; the floor holds for the second, when its documents
    have been seen once, `first_p95_ms` tells of the first. `cpu_p95_ms` is processor time:
    on a busy machine it tells what the wall clock hides.
    """

    p50_ms: float
    p95_ms: float
    max_ms: float
    first_p95_ms: float
    cpu_p95_ms: float
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
    """Ask each question twice, after others have warmed the process."""
    for question in questions[:_WARM_UP]:
        find(question)
    first, _, _ = _pass(questions[_WARM_UP:])
    second, processor, without_hit = _pass(questions[_WARM_UP:])
    return Timing(
        p50_ms=_at(second, 0.5),
        p95_ms=_at(second, 0.95),
        max_ms=_at(second, 1.0),
        first_p95_ms=_at(first, 0.95),
        cpu_p95_ms=_at(processor, 0.95),
        without_hit=without_hit,
    )


def _pass(questions: Sequence[str]) -> tuple[list[float], list[float], int]:
    times, processor, without_hit = [], [], 0
    for question in questions:
        start, start_processor = time.perf_counter(), time.process_time()
        answer = find(question)
        processor.append((time.process_time() - start_processor) * 1000)
        times.append((time.perf_counter() - start) * 1000)
        without_hit += not answer.hits
    return sorted(times), sorted(processor), without_hit


def _at(times: Sequence[float], share: float) -> float:
    return round(times[min(len(times) - 1, int(len(times) * share))], 2)


def _line(name: str, timing: Timing, floor: float) -> str:
    verdict = "达到" if timing.p95_ms <= floor else "未达到"
    return (
        f"{name}：p50 {timing.p50_ms} ms，p95 {timing.p95_ms} ms"
        f"（要求 ≤ {floor:g} ms，{verdict}），"
        f"处理器 p95 {timing.cpu_p95_ms} ms，"
        f"第一遍 p95 {timing.first_p95_ms} ms，最长 {timing.max_ms} ms，"
        f"无结果 {timing.without_hit} 问"
    )


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--documents", type=int, default=300_000, help="文档条数")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


BENCH = Command(("bench", "search"), "time questions among 300,000 documents", _options, run)
