"""PostgreSQL: many write at once; one sealer chains what they committed."""

from datetime import datetime

from zhujian.kernel.journal import chain
from zhujian.kernel.journal.backends.base import COLUMNS, LINES, Backend, RawLine, instant
from zhujian.kernel.journal.models import Line

SEALER_LOCK = 0x5A4A_0001  # "ZJ", the first lock of the house
_COLUMNS = ", ".join(("sequence", "id", *COLUMNS[1:]))
_ROWS = f"SELECT {_COLUMNS} FROM {LINES} WHERE sequence > %s ORDER BY sequence LIMIT %s"  # noqa: S608
_LOOSE = f"SELECT {_COLUMNS} FROM {LINES} WHERE sequence IS NULL ORDER BY id LIMIT %s"  # noqa: S608
_SEAL = (
    f"UPDATE {LINES} SET sequence = fresh.sequence, hash = fresh.hash"  # noqa: S608
    " FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS fresh(id, sequence, hash)"
    f" WHERE {LINES}.id = fresh.id"
)


class PostgreSQLBackend(Backend):
    """Lines are written without a place and get it from the sealer, within a second."""

    def insert(self, line: Line) -> None:
        """Insert the line; the sealer will chain it."""
        (line.pk,) = self.put(line, COLUMNS, " RETURNING id")

    def seal(self, limit: int) -> int:
        """Chain the oldest lines without a place, alone under an advisory lock."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
            cursor.execute(_LOOSE, [limit])
            loose = [_raw(row) for row in cursor.fetchall()]
            if not loose:
                return 0
            sequence, before = self.tail()
            sealed: list[tuple[int, int, str]] = []
            for line in loose:
                sequence += 1
                before = chain.link(before, sequence, line.pk, chain.content(line.texts))
                sealed.append((line.pk, sequence, before))
            cursor.execute(_SEAL, [list(column) for column in zip(*sealed, strict=True)])
        return len(loose)

    def rows(self, after: int, limit: int) -> list[RawLine]:
        """Return the next lines; PostgreSQL has one spelling for each value."""
        with self.connection.cursor() as cursor:
            cursor.execute(_ROWS, [after, limit])
            rows = cursor.fetchall()
        return [_raw(row) for row in rows]

    def damage(self) -> tuple[int | None, str] | None:
        """Return nothing: PostgreSQL checks its pages itself."""
        return None


def _raw(row: tuple[object, ...]) -> RawLine:
    sequence, pk, *values = row
    *texts, stored_hash = (
        instant(value) if isinstance(value, datetime) else str(value).encode() for value in values
    )
    return RawLine(
        sequence=sequence if isinstance(sequence, int) else 0,
        pk=pk if isinstance(pk, int) else 0,
        texts=tuple(texts),
        hash=stored_hash,
        is_well_formed=True,
    )
