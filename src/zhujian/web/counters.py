"""What one web process has done, written to the home once a second for `/metrics`."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path


class Counters:
    """Counts by name; `flush` writes them to a file that carries this process's number."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._path = folder / f"web-{os.getpid()}.json"
        self._second = 0
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in _files(folder):
            if not _is_alive(path):
                path.unlink(missing_ok=True)

    def add(self, name: str) -> None:
        """Count one; at most once a second everything counted is written."""
        self.counts[name] += 1
        second = int(time.monotonic())
        if second != self._second:
            self._second = second
            self.flush()

    def flush(self) -> None:
        """Write everything counted."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self.counts), encoding="ascii")
        fresh.replace(self._path)


def summed(folder: Path) -> Counter[str]:
    """Return the counts of all living web processes of this home."""
    whole: Counter[str] = Counter()
    for path in _files(folder):
        if _is_alive(path):
            try:
                whole.update(json.loads(path.read_text(encoding="ascii")))
            except (OSError, ValueError):
                continue
    return whole


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("web-*.json")


def _is_alive(path: Path) -> bool:
    return Path(f"/proc/{path.stem.removeprefix('web-')}").exists()
