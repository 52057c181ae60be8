"""Whether this node can serve, and what an operator must look at although it can."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from zhujian.kernel import clock
from zhujian.kernel.journal.models import Line
from zhujian.kernel.timetable import jobs
from zhujian.ops import heartbeat
from zhujian.search import indexer

LITTLE_BYTES = 512 * 1024**2
_LATE = 120.0
_SILENT = 30.0
_SKEW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be: a stable word and a sentence."""

    part: str
    text: str


def faults() -> list[Fault]:
    """Return what keeps this node from serving; nothing behind a fault is looked at."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("database", _database),
        ("migrations", _migrations),
        ("index", _index),
        ("city", _city),
    )
    return next(_found(checks), [])


def warnings() -> list[Fault]:
    """Return what must be looked at although this node serves: disk, worker, clock."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("storage", _storage),
        ("worker", _worker),
        ("clock", _clock),
    )
    return [fault for found in _found(checks) for fault in found]


def _found(checks: tuple[tuple[str, Callable[[], str]], ...]) -> Iterator[list[Fault]]:
    for part, check in checks:
        try:
            text = check()
        except (DatabaseError, OSError) as error:
            text = f"{type(error).__name__}：{error}"
        if text:
            yield [Fault(part, text)]


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else "数据库没有正确应答"


# What was found about the migrations, and the state of their table for which it was found.
_judged: dict[tuple[int, int], str] = {}


def _migrations() -> str:
    """Hold the database's migrations against the code's, again whenever their table changed."""
    state = _migrations_state()
    if state not in _judged:
        _judged.clear()
        _judged[state] = _judge_migrations()
    return _judged[state]


def _migrations_state() -> tuple[int, int]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return (0, 0)
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM django_migrations")
        count, last = cursor.fetchone()
    return int(count), int(last)


def _judge_migrations() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "数据库还没有升级到这个版本，请运行 zhujian migrate"
    unknown = [
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in settings.ROOMS and (app, name) not in executor.loader.disk_migrations
    ]
    if unknown:
        return f"数据库来自更新的版本（{unknown[0]}），请把程序升级到同一版本"
    return ""


def _index() -> str:
    return "" if indexer.is_ready() else "检索索引还没有建好，后台工作会自动重建"


def _city() -> str:
    if not settings.DEMO:
        return ""
    is_there = (Path(settings.HOME) / "demo.json").is_file()
    return "" if is_there else "演示城市还没有装好"


def _storage() -> str:
    free = shutil.disk_usage(settings.HOME).free
    if free >= LITTLE_BYTES:
        return ""
    return f"数据目录所在的磁盘只剩 {free / 1024**2:.0f} MB，快存不下新的申请了"


def _worker() -> str:
    beat = heartbeat.last()
    if beat is None:
        return "后台工作（zhujian worker）没有运行：到期的事项、短信、索引都在等它"
    silent = time.time() - beat.at
    if silent > _SILENT:
        return f"后台工作已有 {_span(silent)}没有动静：到期的事项、短信、索引都在等它"
    every = {job.name: job.every for job in jobs()}
    late = [
        f"{name}（{_span(beat.at - done)}）"
        for name, done in beat.jobs.items()
        if beat.at - done > 2 * every.get(name, 0.0) + _LATE
    ]
    return f"定时工作没有做成：{'、'.join(late)}，请看后台工作的日志" if late else ""


def _clock() -> str:
    last = Line.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is None or clock.now() >= last - _SKEW:
        return ""
    return f"系统时间比账本最后一条记录早 {_span((last - clock.now()).total_seconds())}，请校准时钟"


def _span(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes} 分钟" if minutes else f"{int(seconds)} 秒"
