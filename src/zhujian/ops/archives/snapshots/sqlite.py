"""SQLite: a copy of the file by its own backup, out of one read transaction."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from zhujian.kernel.refusals import Refused
from zhujian.ops.archives.gauge import Gauge
from zhujian.ops.archives.snapshots.base import Snapshot
from zhujian.ops.archives.tarball import packed, pieces_of

MEMBER = "database.sqlite3.gz"
_PAGES = 2048


class SQLiteSnapshot(Snapshot):
    """A copy of the file."""

    kind = "sqlite"

    def __init__(self, copy: Path, connection: sqlite3.Connection, gauge: Gauge) -> None:
        self.copy = copy
        self.connection = connection
        self.gauge = gauge

    @classmethod
    @contextmanager
    def of(cls, database: Path, copy: Path, gauge: Gauge) -> Iterator["SQLiteSnapshot"]:
        """Copy the database into the file `copy`, which is gone afterwards.

        The read transaction holds one state however much is written meanwhile: without it the
        backup would begin anew at every commit of another process.
        """
        if not database.is_file():
            raise Refused("no_database", f"没有找到数据库 {database}。")
        try:
            copy.touch(mode=0o600)
            with closing(sqlite3.connect(database, timeout=20, isolation_level=None)) as source:
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                _copy(source, copy, gauge)
            with closing(sqlite3.connect(copy)) as connection:
                yield cls(copy, connection, gauge)
        finally:
            for name in (copy.name, f"{copy.name}-wal", f"{copy.name}-shm"):
                copy.with_name(name).unlink(missing_ok=True)

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        yield from self.connection.execute(sql)

    def tables(self) -> dict[str, list[str]]:
        return {}

    def members(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        with self.copy.open("rb") as file:
            yield MEMBER, packed(self.gauge.counted(pieces_of(file)))


def _copy(source: sqlite3.Connection, copy: Path, gauge: Gauge) -> None:
    (page,) = source.execute("PRAGMA page_size").fetchone()
    left = 0

    def show(status: int, remaining: int, total: int) -> None:
        nonlocal left
        del status
        gauge.seen(((left or total) - remaining) * page)
        left = remaining

    with closing(sqlite3.connect(copy)) as target:
        target.execute("PRAGMA synchronous=OFF")  # a copy that is packed and thrown away
        source.backup(target, pages=_PAGES, progress=show, sleep=0)
        target.execute("PRAGMA journal_mode=DELETE")
