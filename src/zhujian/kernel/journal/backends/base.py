"""What the journal needs of a database."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from zhujian.kernel.journal import chain
from zhujian.kernel.journal.models import JournalNote, Line

LINES = Line._meta.db_table
COLUMNS = (
    *("sequence", "verb", "subject", "actor_ref", "organisation", "at"),
    *("audience", "data", "note_hash", "hash"),
)
NOTES = JournalNote._meta.db_table


class RawLine(NamedTuple):
    """A line as its bytes stand in the table; `texts` are the eight that the hash covers."""

    sequence: int
    pk: int
    texts: tuple[bytes, ...]
    hash: bytes
    is_well_formed: bool

    @property
    def verb(self) -> bytes:
        """The verb."""
        return self.texts[0]

    @property
    def note_hash(self) -> bytes:
        """The salted hash of the note beside the line, or nothing."""
        return self.texts[7]

    @property
    def data(self) -> bytes:
        """The canonical JSON."""
        return self.texts[6]


class RawNote(NamedTuple):
    """A note as it stands in the table."""

    line: int
    audience: str
    sealed: bytes | None


class Backend(ABC):
    """One database's way."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @abstractmethod
    def insert(self, line: Line) -> None:
        """Insert a fresh line; where one writer is alone, give it its place and hash."""

    @abstractmethod
    def seal(self, limit: int) -> int:
        """Chain up to `limit` committed lines without a place, inside a transaction."""

    @abstractmethod
    def rows(self, after: int, limit: int) -> list[RawLine]:
        """Return the next lines of the chain, raw."""

    @abstractmethod
    def damage(self) -> tuple[int | None, str] | None:
        """Return what the database itself finds wrong with the table: a line and a sentence."""

    def put(self, line: Line, columns: Sequence[str], ending: str = "") -> Any:
        """Insert a line by plain SQL, which costs a third of what the model's way does."""
        values: list[Any] = [getattr(line, column) for column in columns]
        values[columns.index("at")] = self.connection.ops.adapt_datetimefield_value(line.at)
        places = ", ".join(["%s"] * len(columns))
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {LINES} ({', '.join(columns)}) VALUES ({places}){ending}",  # noqa: S608
                values,
            )
            found = cursor.fetchone() if ending else None
        line._state.adding, line._state.db = False, self.connection.alias
        return found

    def tail(self) -> tuple[int, str]:
        """Return sequence and hash of the last line of the chain; (0, START) when it is empty."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT sequence, hash FROM {LINES} WHERE sequence IS NOT NULL"  # noqa: S608
                " ORDER BY sequence DESC LIMIT 1"
            )
            row = cursor.fetchone()
        return (int(row[0]), str(row[1])) if row else (0, chain.START)

    def hash_at(self, sequence: int) -> str | None:
        """Return the hash of the line with this place, or None."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT hash FROM {LINES} WHERE sequence = %s",  # noqa: S608
                [sequence],
            )
            row = cursor.fetchone()
        return str(row[0]) if row else None

    def notes(self, pks: Sequence[int]) -> dict[int, RawNote]:
        """Return the notes beside these lines, by the line's primary key."""
        rows = JournalNote.objects.filter(line__in=pks).values_list("line", "audience", "sealed")
        return {
            pk: RawNote(pk, audience, None if sealed is None else bytes(sealed))
            for pk, audience, sealed in rows
        }


def texts_of(line: Line) -> tuple[bytes, ...]:
    """Return the eight texts that a line's hash covers."""
    return (
        line.verb.encode(),
        line.subject.encode(),
        line.actor_ref.encode(),
        line.organisation.encode(),
        instant(line.at),
        str(line.audience).encode(),
        line.data.encode(),
        line.note_hash.encode(),
    )


def instant(at: datetime) -> bytes:
    """Return an instant as the chain spells it."""
    return chain.instant_text(at).encode()
