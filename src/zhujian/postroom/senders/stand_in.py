"""Keeps messages as files in the home: a stand-in for a carrier in demo and tests."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from zhujian.postroom.senders.message import Message, Undeliverable


class StandInSender:
    """Writes one JSON file for each message (folder mode 700, file mode 600)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message) -> None:
        """Write the message; the same id again replaces the file."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = self.folder / f"{message.id}.json"
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps(asdict(message), ensure_ascii=False), encoding="utf-8")
            fresh.replace(file)
        except OSError as error:
            raise Undeliverable(f"{type(error).__name__}: {error.strerror}") from error
