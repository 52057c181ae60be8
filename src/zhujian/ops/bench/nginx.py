"""`zhujian bench nginx`: a guide behind the shipped nginx configuration against a static file."""

import argparse
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from zhujian.kernel.commands import Command
from zhujian.ops.bench import pages, proxy, rig

LEAST_RATIO = 0.85


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests a second, run by run, and the size of the page in bytes."""

    kept: tuple[float, ...]
    static: tuple[float, ...]
    size: int

    @property
    def ratio(self) -> float:
        """The page by the file, the median of the rounds: what else the machine does hits both."""
        return statistics.median(
            ours / theirs for ours, theirs in zip(self.kept, self.static, strict=True)
        )


def measure(path: str, *, runs: int, seconds: int) -> Measured:
    """Measure a page through the proxy and the same bytes as a file of one nginx, in turns."""
    program, wrk = rig.tool("nginx"), rig.tool("wrk")
    kept: list[float] = []
    static: list[float] = []
    with tempfile.TemporaryDirectory(prefix="zhujian-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with rig.house() as house:
            body = rig.fetch(f"{house}{path}")
            with proxy.shipped(program, folder, house, body) as (proxied, plain):
                for _ in range(runs):
                    static.append(rig.rate(wrk, f"{plain}/page.html", seconds))
                    kept.append(rig.rate(wrk, f"{proxied}{path}", seconds))
    return Measured(tuple(kept), tuple(static), len(body))


def report(path: str, measured: Measured) -> str:
    """Return what was measured, with the floor where it was missed."""
    lines = [
        f"{path}：{measured.size:,} 字节，{rig.CONNECTIONS} 个连接，nginx 与压测各占一个核",
        f"nginx 静态文件         {rig.spread(measured.static)}",
        f"nginx 代理缓存（1 秒） {rig.spread(measured.kept)}",
        f"比值                   {measured.ratio:.3f}（下限 {LEAST_RATIO}，目标 0.95）",
    ]
    if measured.ratio < LEAST_RATIO:
        lines.append(f"✗ 代理缓存只有静态文件的 {measured.ratio:.3f}")
    return "\n".join(lines)


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--path", default="", help="测哪个页面（默认：第一个已发布事项的指南）")
    parser.add_argument("--runs", type=int, default=5, help="轮数（默认 5）")
    parser.add_argument("--seconds", type=int, default=3, help="每轮秒数（默认 3）")


def _run(arguments: argparse.Namespace) -> int:
    path = arguments.path or pages.first_guide()
    connections.close_all()
    measured = measure(path, runs=arguments.runs, seconds=arguments.seconds)
    print(report(path, measured))
    return int(measured.ratio < LEAST_RATIO)


BENCH = Command(
    ("bench", "nginx"),
    "measure a guide behind the shipped nginx configuration against a static file",
    _configure,
    _run,
)
