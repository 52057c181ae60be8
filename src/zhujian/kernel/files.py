"""Private files: encrypted, readable by the server's user alone, each room in its own folder."""

import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from zhujian.kernel import stored
from zhujian.kernel.crypto import decrypt, encrypt
from zhujian.kernel.fullness import is_full, no_room
from zhujian.kernel.refusals import not_found

log = logging.getLogger(__name__)


def keep(content: bytes, *, folder: str) -> str:
    """Write one file, flushed to the disk, and return the name under which it is found.

    The row names it in a column `stored_as`. Refuses (507) when the disk is full, with nothing
    left of the file.
    """
    name = f"{folder}/{secrets.token_hex(2)}/{secrets.token_hex(16)}"
    try:
        _write(_path(name), encrypt(content))
    except OSError as error:
        with suppress(OSError):
            _path(name).unlink(missing_ok=True)
        if is_full(error):
            log.exception("a file could not be stored: no room left")
            raise no_room() from error
        raise
    return name


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read(name: str) -> bytes:
    """Return the content of a file, or refuse (404) if it is gone."""
    try:
        return decrypt(_path(name).read_bytes())
    except FileNotFoundError as error:
        raise not_found("这份文件已经不在，请联系受理窗口。") from error


def drop(names: Iterable[str]) -> None:
    """Remove files; what is already gone does not matter, what a backup holds the sweep removes."""
    with stored.removing() as may_remove:
        if may_remove:
            for name in names:
                _path(name).unlink(missing_ok=True)


@contextmanager
def dropped_on_failure() -> Iterator[list[str]]:
    """Give a list for the names of new files; they are removed if what follows fails.

    A file that a row names stays: what failed may have failed after the commit.
    """
    names: list[str] = []
    try:
        yield names
    except BaseException:
        if names:
            with suppress(DatabaseError):  # then the sweep takes them
                drop(set(names) - stored.named_among(names))
        raise


def _path(name: str) -> Path:
    return Path(settings.FILES) / name
