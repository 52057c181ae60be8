"""A database as it stood at one instant, while others go on writing; one way a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from zhujian.ops.archives.gauge import Gauge
from zhujian.ops.archives.snapshots.base import Snapshot
from zhujian.ops.archives.snapshots.postgresql import PostgreSQLSnapshot
from zhujian.ops.archives.snapshots.sqlite import SQLiteSnapshot

__all__ = ["Snapshot", "taken"]


@contextmanager
def taken(scratch: Path, gauge: Gauge) -> Iterator[Snapshot]:
    """Hold the database as it is now; `scratch` is a file that SQLite's copy may take for it."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with PostgreSQLSnapshot.of(connection) as postgresql:
            yield postgresql
    else:
        with SQLiteSnapshot.of(Path(connection.settings_dict["NAME"]), scratch, gauge) as sqlite:
            yield sqlite
