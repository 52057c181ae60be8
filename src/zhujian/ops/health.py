"""Whether this node can serve: database, migrations, index, city."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from zhujian.search import indexer


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
    for part, check in checks:
        try:
            text = check()
        except (DatabaseError, OSError) as error:
            text = f"{type(error).__name__}：{error}"
        if text:
            return [Fault(part, text)]
    return []


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else "数据库没有正确应答"


_is_migrated = False


def _migrations() -> str:
    """Ask once whether every migration has run: what has run stays so while this process lives."""
    global _is_migrated  # noqa: PLW0603 -- one fact a process, and it never turns false again
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "" if _is_migrated else "数据库还没有升级到这个版本，请运行 zhujian migrate"


def _index() -> str:
    return "" if indexer.is_ready() else "检索索引还没有建好"


def _city() -> str:
    if not settings.DEMO:
        return ""
    is_there = (Path(settings.HOME) / "demo.json").is_file()
    return "" if is_there else "演示城市还没有装好"
