"""What a backup asks of a database held still."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator


class Snapshot(ABC):
    """A database at one instant."""

    kind: str

    @abstractmethod
    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a question."""

    @abstractmethod
    def tables(self) -> dict[str, list[str]]:
        """Return the columns of each table of a logical copy; nothing for a copy of the file."""

    @abstractmethod
    def members(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield the members that hold the database: a name and packed pieces."""

    def head(self) -> tuple[int, str]:
        """Return sequence and hash of the journal's last sealed line; (0, "") where it is empty."""
        found = self.rows(
            "SELECT sequence, hash FROM kernel_journalline WHERE sequence IS NOT NULL"
            " ORDER BY sequence DESC LIMIT 1"
        )
        for sequence, digest in found:
            return int(str(sequence)), str(digest)
        return 0, ""

    def migrations(self) -> tuple[tuple[str, str], ...]:
        """Return the migrations that have run."""
        rows = self.rows("SELECT app, name FROM django_migrations ORDER BY app, name")
        return tuple((str(app), str(name)) for app, name in rows)
