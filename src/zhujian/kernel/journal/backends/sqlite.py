"""SQLite: transactions are IMMEDIATE, so the one writer chains its lines itself."""

import re
from datetime import UTC, datetime

from zhujian.kernel.journal import chain
from zhujian.kernel.journal.backends.base import COLUMNS, LINES, Backend, RawLine, instant, texts_of
from zhujian.kernel.journal.models import Line

_TEXTS = ("verb", "subject", "actor_ref", "organisation", "at", "audience", "data", "note_hash")
_TYPED = " AND ".join(f"typeof({name})='text'" for name in (*_TEXTS, "hash"))
_BLOBS = ", ".join(f"CAST({name} AS BLOB)" for name in (*_TEXTS, "hash"))
_ROWS = (
    f"SELECT sequence, id, {_TYPED}, {_BLOBS} FROM {LINES}"  # noqa: S608
    " WHERE sequence > %s ORDER BY sequence LIMIT %s"
)
_INSTANT = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?")


class SQLiteBackend(Backend):
    """Sequence and primary key are the same number here."""

    def insert(self, line: Line) -> None:
        """Insert the line, sealed to the last one."""
        sequence, before = self.tail()
        line.sequence = line.pk = sequence + 1
        line.hash = chain.link(before, line.sequence, line.pk, chain.content(texts_of(line)))
        self.put(line, ("id", *COLUMNS))

    def seal(self, limit: int) -> int:
        """Do nothing: every line was sealed when it was written."""
        del limit
        return 0

    def rows(self, after: int, limit: int) -> list[RawLine]:
        """Return the next lines as bytes, whatever somebody put in their place."""
        with self.connection.cursor() as cursor:
            cursor.execute(_ROWS, [after, limit])
            rows = cursor.fetchall()
        return [_raw(row) for row in rows]

    def damage(self) -> tuple[int | None, str] | None:
        """Ask SQLite whether table and indexes tell the same, and for lines out of the chain."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT min(id) FROM {LINES} WHERE sequence IS NULL")  # noqa: S608
            (loose,) = cursor.fetchone()
            if loose is not None:
                return int(loose), f"编号 {loose} 的记录不在链上"
            cursor.execute(f"PRAGMA integrity_check({LINES})")
            (finding,) = cursor.fetchone()
        if finding == "ok":
            return None
        row = re.search(r"row (\d+)", finding)
        return (int(row[1]) if row else None), f"数据库表与索引不一致（{finding}）"


def _raw(row: tuple[object, ...]) -> RawLine:
    sequence, pk, is_typed, *blobs = row
    texts = [blob if isinstance(blob, bytes) else b"" for blob in blobs]
    at, is_instant = _instant(texts[4])
    texts[4] = at
    return RawLine(
        sequence=_whole(sequence),
        pk=_whole(pk),
        texts=tuple(texts[:8]),
        hash=texts[8],
        is_well_formed=bool(is_typed) and is_instant and isinstance(sequence, int),
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**63 else 0


def _instant(stored: bytes) -> tuple[bytes, bool]:
    """Return the instant as the chain spells it, and whether the column spells it as Django."""
    if not _INSTANT.fullmatch(stored):
        return stored, False
    text = stored.decode()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return stored, False
    return instant(at.replace(tzinfo=UTC)), str(at) == text
