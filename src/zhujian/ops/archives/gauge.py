"""How far a long command came: a bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from types import TracebackType

from tqdm import tqdm


class Gauge:
    """Counts bytes; shows them where a person looks on."""

    def __init__(self, title: str) -> None:
        self._bar = tqdm(
            desc=title, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), file=sys.stderr
        )

    def __enter__(self) -> "Gauge":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.close()

    def expect(self, size: int) -> None:
        """Say how many bytes there will be."""
        self._bar.total = size
        self._bar.refresh()

    def seen(self, size: int) -> None:
        """Count bytes that went by."""
        self._bar.update(size)

    def counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield pieces, counting them."""
        for piece in pieces:
            self.seen(len(piece))
            yield piece
