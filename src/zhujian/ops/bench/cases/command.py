"""The command, its floors and its report."""

import argparse
import sys
import time
from dataclasses import dataclass

from django.db import connection

from zhujian.kernel import statistics
from zhujian.kernel.commands import Command
from zhujian.ops.bench.cases import filling, lists, lives
from zhujian.ops.bench.own_city import call, own_city

MOST_MS_A_LIST = 30.0
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Floor:
    """The least lives a second, in process and over HTTP, and the most milliseconds of a call."""

    in_process: float
    over_http: float
    p95_ms: float


FLOORS = {
    "sqlite": Floor(in_process=60, over_http=20, p95_ms=200),
    "postgresql": Floor(in_process=30, over_http=15, p95_ms=300),
}


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=1_000_000, help="先写入多少办件（默认一百万）")
    parser.add_argument("--lives", type=int, default=600, help="进程内走完多少件（默认 600）")
    parser.add_argument("--clients", type=int, default=4, help="几个客户端同时办（默认 4）")
    parser.add_argument("--seconds", type=int, default=20, help="经 HTTP 办多少秒（默认 20）")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.here:
        return _measure(arguments)
    words = [
        f"--{name}={getattr(arguments, name)}" for name in ("cases", "lives", "clients", "seconds")
    ]
    with own_city() as surroundings:
        return call(surroundings, "bench", "cases", "--here", *words, is_shown=True)


def _measure(arguments: argparse.Namespace) -> int:
    floor = FLOORS[connection.vendor]
    begun = time.monotonic()
    filling.fill(arguments.cases)
    _say(f"{connection.vendor}：写入 {arguments.cases:,} 件用了 {time.monotonic() - begun:.0f} 秒")
    missed = _lists() + _lives(arguments, floor)
    for one in missed:
        _say(f"✗ {one}")
    return int(bool(missed))


def _lists() -> list[str]:
    statistics.look_over()
    found = lists.measure()
    _say(
        f"每页 {lists.A_LIST} 件的列表 {len(found)} 种，最慢的（上限 {MOST_MS_A_LIST:.0f} 毫秒）："
    )
    for one in found[:SHOWN]:
        _say(
            f"  {one.name:<26} {one.rows:>4} 行  "
            f"中位 {one.median_ms:6.1f}  最慢 {one.worst_ms:6.1f}"
        )
    return [
        f"{one.name} 用了 {one.worst_ms:.1f} 毫秒" for one in found if one.worst_ms > MOST_MS_A_LIST
    ]


def _lives(arguments: argparse.Namespace, floor: Floor) -> list[str]:
    missed = []
    inside = lives.in_process(arguments.lives)
    _say(_line("进程内", inside, f"下限 {floor.in_process:.0f}，目标 150"))
    if inside.per_second < floor.in_process:
        missed.append(f"进程内每秒 {inside.per_second:.1f} 件，不到 {floor.in_process:.0f}")
    outside = lives.over_http(clients=arguments.clients, seconds=arguments.seconds)
    limits = f"下限 {floor.over_http:.0f}，单次 p95 上限 {floor.p95_ms:.0f} 毫秒"
    _say(_line(f"HTTP，{arguments.clients} 个客户端", outside, limits))
    if outside.per_second < floor.over_http:
        missed.append(f"经 HTTP 每秒 {outside.per_second:.1f} 件，不到 {floor.over_http:.0f}")
    if outside.p95_ms > floor.p95_ms:
        missed.append(f"经 HTTP 单次 p95 为 {outside.p95_ms:.0f} 毫秒，超过 {floor.p95_ms:.0f}")
    return missed


def _line(name: str, rate: lives.Rate, limits: str) -> str:
    return (
        f"{name}：走完 {rate.lives} 件，每秒 {rate.per_second:.1f} 件；单次中位 "
        f"{rate.median_ms:.1f}，p95 {rate.p95_ms:.1f} 毫秒（{limits}）"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


BENCH = Command(
    ("bench", "cases"),
    "measure lists among a million cases, and whole lives of a case a second",
    _configure,
    _run,
)
