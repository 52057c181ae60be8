"""The journal on each database: how a line gets its place, how the chain is read raw."""

from typing import Any

from zhujian.kernel.journal.backends.base import Backend, RawLine, RawNote
from zhujian.kernel.journal.backends.postgresql import PostgreSQLBackend
from zhujian.kernel.journal.backends.sqlite import SQLiteBackend

__all__ = ["Backend", "RawLine", "RawNote", "of"]

_BACKENDS: dict[str, type[Backend]] = {
    "sqlite": SQLiteBackend,
    "postgresql": PostgreSQLBackend,
}


def of(connection: Any) -> Backend:
    """Return the journal's backend for a database connection."""
    return _BACKENDS[connection.vendor](connection)
