"""How far a load came: kept in the home, so that one that broke off goes on where it stopped."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

WRITTEN_EVERY = 20


@dataclass(slots=True)
class Progress:
    """The day on which the load began, and how many events of the demo's story have happened."""

    on: date
    events: int = 0

    def count(self) -> None:
        """Note that one more event has happened; what is written may lag a few behind."""
        self.events += 1
        if self.events % WRITTEN_EVERY == 0:
            self.write()

    def write(self) -> None:
        """Keep the progress in the home (mode 600)."""
        fresh = _path().with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(
            json.dumps({"on": self.on.isoformat(), "events": self.events}), encoding="ascii"
        )
        fresh.replace(_path())


def broken_off() -> Progress | None:
    """Return the progress of a load that did not end, or None."""
    if not _path().exists():
        return None
    kept = json.loads(_path().read_text(encoding="ascii"))
    return Progress(date.fromisoformat(kept["on"]), kept["events"])


def ended() -> None:
    """Forget the progress: the load is complete."""
    _path().unlink()


def _path() -> Path:
    return settings.HOME / "demo.started"
