"""`zhujian bench pages`: a guide from the page cache against nginx, and a guide made afresh."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.urls import reverse

from zhujian.catalogue.models import Item
from zhujian.catalogue.states import ItemStatus
from zhujian.kernel.commands import Command
from zhujian.kernel.refusals import Refused
from zhujian.ops.bench import rig

Execute = Callable[[str, Any, bool, Any], Any]

LEAST_RATIO = 0.10
MOST_QUERIES = 4
MOST_MILLISECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests a second of both servers, run by run, and the size of the page in bytes."""

    kept: tuple[float, ...]
    nginx: tuple[float, ...]
    size: int

    @property
    def ratio(self) -> float:
        """Ours by nginx's, the median of the rounds: what else the machine does hits both."""
        return statistics.median(
            ours / theirs for ours, theirs in zip(self.kept, self.nginx, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Making:
    """What one rendering costs: queries, and CPU milliseconds (median, 95th of 100)."""

    queries: int
    median: float
    p95: float


def measure_rates(path: str, *, runs: int, seconds: int) -> Rates:
    """Measure a page from our cache and the same bytes from nginx, in turns, on one core each."""
    nginx, wrk = rig.tool("nginx"), rig.tool("wrk")
    kept: list[float] = []
    static: list[float] = []
    with tempfile.TemporaryDirectory(prefix="zhujian-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with rig.house() as house:
            body = rig.fetch(f"{house}{path}")
            with rig.nginx(nginx, folder, body) as other:
                for _ in range(runs):
                    static.append(rig.rate(wrk, f"{other}/page.html", seconds))
                    kept.append(rig.rate(wrk, f"{house}{path}", seconds))
    return Rates(tuple(kept), tuple(static), len(body))


def measure_making(path: str, *, times: int) -> Making:
    """Render a page `times` times through every middleware, without server and page cache."""
    handler = WSGIHandler()
    for _ in range(5):
        _render(handler, path)
    queries: list[str] = []

    def count(execute: Execute, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(count):
        _render(handler, path)
    costs = []
    for _ in range(times):
        begun = time.process_time()
        _render(handler, path)
        costs.append((time.process_time() - begun) * 1000)
    costs.sort()
    return Making(len(queries), statistics.median(costs), costs[int(len(costs) * 0.95)])


def first_guide() -> str:
    """Return the address of the guide that a person would find first: complete and published."""
    item = Item.objects.filter(status=ItemStatus.PUBLISHED).order_by("code").first()
    if item is None:
        raise Refused("nothing_published", "还没有发布任何事项，请先运行 zhujian demo。")
    return reverse("catalogue:item", args=[item.code])


def missed(making: Making, rates: Rates) -> list[str]:
    """Return the floors that were missed, in words."""
    found = []
    if rates.ratio < LEAST_RATIO:
        found.append(f"页面缓存只有 nginx 的 {rates.ratio:.3f}，不到 {LEAST_RATIO}")
    if making.queries > MOST_QUERIES:
        found.append(f"重新生成用了 {making.queries} 次查询，超过 {MOST_QUERIES}")
    if making.median > MOST_MILLISECONDS:
        found.append(f"重新生成用了 {making.median:.2f} 毫秒，超过 {MOST_MILLISECONDS}")
    return found


def report(path: str, making: Making, rates: Rates) -> str:
    """Return everything measured, with the floors that were missed."""
    lines = [
        f"{path}：{rates.size:,} 字节，{rig.CONNECTIONS} 个连接，服务与压测各占一个核",
        f"nginx 静态文件   {rig.spread(rates.nginx)}",
        f"竹简页面缓存     {rig.spread(rates.kept)}",
        f"比值             {rates.ratio:.3f}（下限 {LEAST_RATIO}，目标 0.25）",
        f"重新生成         {making.queries} 次查询（上限 {MOST_QUERIES}）",
        f"其处理器时间     {making.median:.2f} 毫秒，p95 {making.p95:.2f}（上限 6，目标 3）",
    ]
    return "\n".join([*lines, *(f"✗ {one}" for one in missed(making, rates))])


def _render(handler: WSGIHandler, path: str) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    told: list[str] = []

    def start(status: str, headers: object, exc_info: object = None, /) -> None:
        del headers, exc_info
        told.append(status)

    response = handler(environ, start)  # type: ignore[arg-type]
    b"".join(response)
    response.close()
    if not told[0].startswith("200"):
        raise Refused("page_unknown", f"{path} 没有正常应答：{told[0]}")


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--path", default="", help="测哪个页面（默认：第一个已发布事项的指南）")
    parser.add_argument("--runs", type=int, default=5, help="轮数（默认 5）")
    parser.add_argument("--seconds", type=int, default=3, help="每轮秒数（默认 3）")


def _run(arguments: argparse.Namespace) -> int:
    path = arguments.path or first_guide()
    making = measure_making(path, times=200)
    connections.close_all()
    rates = measure_rates(path, runs=arguments.runs, seconds=arguments.seconds)
    print(report(path, making, rates))
    return int(bool(missed(making, rates)))


BENCH = Command(
    ("bench", "pages"),
    "measure a guide from the page cache against nginx, and made afresh",
    _configure,
    _run,
)
