"""Laying the database of an archive down: SQLite's file, or the rows of every table."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from zhujian.kernel.refusals import Refused
from zhujian.ops.archives.manifest import Manifest
from zhujian.ops.archives.snapshots import postgresql, sqlite
from zhujian.ops.archives.tarball import unpacked

Pieces = Callable[[str], Iterable[bytes]]
_ROWS = 1000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def check_fit(told: Manifest) -> None:
    """Refuse an archive of a newer version, or of PostgreSQL where SQLite is in force."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    newer = [f"{app}.{name}" for app, name in told.migrations if (app, name) not in known]
    if newer:
        text = (
            f"备份来自更新的版本（竹简 {told.version}，迁移 {newer[0]}），"
            "这个版本读不了。请先升级竹简再恢复。"
        )
        raise Refused("newer", text, status=409)
    if told.database == "postgresql" and connection.vendor == "sqlite":
        text = (
            "备份来自 PostgreSQL，不能恢复到 SQLite。请把 ZHUJIAN_DATABASE_URL 指到一个空的"
            " PostgreSQL 数据库再恢复。"
        )
        raise Refused("other_database", text, status=409)


def load(told: Manifest, content: Pieces, *, scratch: Path, former_schema: str) -> None:
    """Lay the database down as it was; `content` gives the bytes of a member.

    On PostgreSQL in one transaction, the former schema set aside in it. `scratch` is a file that
    SQLite's copy may take on its way into PostgreSQL.
    """
    if connection.vendor == "sqlite":
        _write(Path(connection.settings_dict["NAME"]), unpacked(content(sqlite.MEMBER)))
    elif told.database == "postgresql":
        _fill(told, former_schema, told.tables, lambda table: _copied(content, table))
    else:
        try:
            _write(scratch, unpacked(content(sqlite.MEMBER)))
            with closing(sqlite3.connect(scratch)) as source:
                _fill(told, former_schema, _tables(source), lambda table: _told(source, table))
        finally:
            scratch.unlink(missing_ok=True)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.writelines(pieces)
    with closing(sqlite3.connect(path)) as laid:
        (finding,) = laid.execute("PRAGMA quick_check").fetchone()
    if finding != "ok":
        raise Refused("broken", f"备份里的数据库已损坏（{finding}）。请换一份备份。")


def _fill(
    told: Manifest,
    former_schema: str,
    tables: dict[str, list[str]],
    rows_of: Callable[[str], Iterable[bytes]],
) -> None:
    """Make the tables as they were at the archive's version and copy the rows into them."""
    with transaction.atomic(), connection.cursor() as cursor:
        if former_schema:
            cursor.execute(f"ALTER SCHEMA public RENAME TO {former_schema}")
            cursor.execute("CREATE SCHEMA public")
        executor = MigrationExecutor(connection)
        executor.migrate(_leaves(executor, set(told.migrations)))
        made = postgresql.columns(connection)
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, made))}")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # migrations left some immediate
        for table, columns in tables.items():
            listed = ", ".join(map(connection.ops.quote_name, columns))
            into = f"COPY {connection.ops.quote_name(table)} ({listed}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                for piece in rows_of(table):
                    copy.write(piece)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _raise_sequences(cursor)


def _leaves(executor: MigrationExecutor, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the last migration of each app among those that had run."""
    nodes = executor.loader.graph.node_map
    return [
        key
        for key in sorted(applied)
        if not any(child.key in applied and child.key[0] == key[0] for child in nodes[key].children)
    ]


def _raise_sequences(cursor: Any) -> None:
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = 'YES'"
    )
    for table, column in cursor.fetchall():
        names = connection.ops.quote_name(table), connection.ops.quote_name(column)
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({names[1]}), 1),"  # noqa: S608
            f" max({names[1]}) IS NOT NULL) FROM {names[0]}",
            [names[0], column],
        )


def _copied(content: Pieces, table: str) -> Iterator[bytes]:
    return unpacked(content(f"{postgresql.FOLDER}{table}{postgresql.ENDING}"))


def _tables(source: sqlite3.Connection) -> dict[str, list[str]]:
    names = source.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {
        name: [row[1] for row in source.execute(f'PRAGMA table_info("{name}")')]
        for (name,) in names.fetchall()
    }


def _told(source: sqlite3.Connection, table: str) -> Iterator[bytes]:
    """Yield the rows of a SQLite table as PostgreSQL's COPY reads them."""
    rows = source.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a name from its own list
    while batch := rows.fetchmany(_ROWS):
        lines = ("\t".join(map(_spelled, row)) for row in batch)
        yield "".join(f"{line}\n" for line in lines).encode()


def _spelled(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return str(value).translate(_ESCAPES)
