"""Where the index lies: generation folders in the home, one of them current, one writer."""

import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings


def root() -> Path:
    """Return the folder of the index, made if it is missing."""
    folder = Path(settings.HOME) / "index"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass(frozen=True, slots=True)
class State:
    """What a generation holds: its format, and how far it follows the change feed.

    Changes up to `sequence` are in; where some are read again, those in `done` were taken.
    """

    format: int
    sequence: int
    done: list[int] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Hold the one right to write, across the processes of this node."""
    with (root() / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def current() -> Path | None:
    """Return the folder that readers read, or None where there is none yet."""
    try:
        name = (root() / "current").read_text(encoding="ascii").strip()
    except OSError:
        return None
    folder = root() / name
    return folder if name and folder.is_dir() else None


def fresh() -> Path:
    """Make and return an empty folder for a new generation."""
    folder = root() / f"g{time.time_ns()}"
    folder.mkdir()
    return folder


def switch(folder: Path) -> None:
    """Let readers read `folder` from now on; older generations but the last are removed."""
    before = current()
    write_atomically(root() / "current", folder.name)
    for old in root().glob("g*"):
        if old not in {folder, before}:
            shutil.rmtree(old, ignore_errors=True)


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file in one step."""
    fresh_file = path.with_name(f".{path.name}.{os.getpid()}")
    fresh_file.write_text(text, encoding="utf-8")
    fresh_file.replace(path)


def read_state(folder: Path) -> State | None:
    """Return the state of a generation, or None where it cannot be read."""
    try:
        return State(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_state(folder: Path, state: State) -> None:
    """Note how far a generation follows, with the sizes of its files."""
    noted = asdict(state) | {"files": _sizes(folder)}
    write_atomically(folder / "state.json", json.dumps(noted))


def mark_broken(folder: Path) -> None:
    """Note that a generation cannot be read; the writer then builds a new one."""
    with contextlib.suppress(OSError):
        (folder / "broken").touch()


def is_whole(folder: Path, state: State) -> bool:
    """Tell whether every file of a generation is there in its noted size, and none is broken."""
    if (folder / "broken").exists():
        return False
    for name, size in state.files.items():
        try:
            if (folder / name).stat().st_size != size:
                return False
        except OSError:
            return False
    return True


def _sizes(folder: Path) -> dict[str, int]:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    living = [segment["segment_id"].replace("-", "") for segment in meta["segments"]]
    return {
        file.name: file.stat().st_size
        for file in folder.iterdir()
        if any(file.name.startswith(segment) for segment in living)
    }
