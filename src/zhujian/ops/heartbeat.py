"""The worker's heartbeat: a file that says that it lives and when each timed work was done."""

import json
import os
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Beat:
    """When the worker was alive last, and when each of its jobs was done last (Unix time)."""

    at: float
    jobs: dict[str, float] = field(default_factory=dict)


_done: dict[str, float] = {}


def begin(names: list[str]) -> None:
    """Start counting: every job has its time from now on."""
    now = time.time()
    _done.clear()
    _done.update(dict.fromkeys(names, now))


def done(name: str) -> None:
    """Note that a job was done."""
    _done[name] = time.time()


def beat() -> None:
    """Write the heartbeat; a disk that is full shows as silence."""
    path = _path()
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(Beat(time.time(), dict(_done)))), encoding="ascii")
    fresh.replace(path)


def beat_until(stop: threading.Event) -> None:
    """Write the heartbeat every five seconds until `stop` is set."""
    while True:
        with suppress(OSError):
            beat()
        if stop.wait(EVERY):
            return


def last() -> Beat | None:
    """Return the last heartbeat of this node, None where there never was one."""
    try:
        return Beat(**json.loads(_path().read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None


def _path() -> Path:
    return Path(settings.HOME) / "run" / "worker.json"
