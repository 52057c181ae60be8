"""PostgreSQL: every table by COPY out of one repeatable-read transaction; no other program."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from zhujian.ops.archives.snapshots.base import Snapshot
from zhujian.ops.archives.tarball import packed

FOLDER = "database/"
ENDING = ".copy.gz"
_COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " JOIN information_schema.tables USING (table_schema, table_name)"
    " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    " AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
)


class PostgreSQLSnapshot(Snapshot):
    """One repeatable-read transaction on a connection of its own."""

    kind = "postgresql"

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @classmethod
    @contextmanager
    def of(cls, connection: Any) -> Iterator["PostgreSQLSnapshot"]:
        """Hold the database still until the block ends."""
        own = connection.copy()
        try:
            with own.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            yield cls(own)
        finally:
            own.close()

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        with self.connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while batch := cursor.fetchmany(500):
                yield from batch

    def tables(self) -> dict[str, list[str]]:
        return columns(self.connection)

    def members(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        for table, names in self.tables().items():
            yield f"{FOLDER}{table}{ENDING}", packed(self._copied(table, names))

    def _copied(self, table: str, names: list[str]) -> Iterator[bytes]:
        listed = ", ".join(map(self.connection.ops.quote_name, names))
        told = f"COPY {self.connection.ops.quote_name(table)} ({listed}) TO STDOUT"
        with self.connection.cursor() as cursor, cursor.copy(told) as rows:
            for piece in rows:
                yield bytes(piece)


def columns(connection: Any) -> dict[str, list[str]]:
    """Return the columns of every table of the database."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    return found
