"""Files kept beside the database: which rows name them, so that none is lost and none left over.

Every column that names a file below `files/` of the home is called `stored_as`, in whatever room;
an empty one names none.
"""

import fcntl
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from zhujian.kernel.refusals import Refused

COLUMN = "stored_as"
_SWEPT_AFTER = 24 * 3600.0
_BATCH = 500
_WAIT = 5.0


def naming_models() -> list[type[Model]]:
    """Return the models that name stored files."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == COLUMN for field in model._meta.local_fields)
    ]


def all_names() -> Iterator[str]:
    """Yield the name of every file that some row of the database names."""
    for model in naming_models():
        names = model._default_manager.exclude(**{COLUMN: ""}).values_list(COLUMN, flat=True)
        yield from names.order_by().iterator(chunk_size=_BATCH)


def named_among(names: Collection[str]) -> set[str]:
    """Return those of some names that the database knows."""
    found: set[str] = set()
    for model in naming_models():
        rows = model._default_manager.filter(**{f"{COLUMN}__in": names})
        found.update(rows.values_list(COLUMN, flat=True))
    return found


def names_on_disk() -> Iterator[str]:
    """Yield the name of every file below `files/`."""
    root = Path(settings.FILES)
    for folder, _, files in os.walk(root):
        for file in files:
            yield str((Path(folder) / file).relative_to(root))


def sweep() -> int:
    """Remove files that no row names and that are older than a day; return how many.

    They are what a process left that died between file and commit, or what was dropped while a
    backup ran. A file is written before its row, so a fresh one is left alone.
    """
    old = (name for name in names_on_disk() if _age(name) > _SWEPT_AFTER)
    gone = 0
    while batch := list(islice(old, _BATCH)):
        with removing() as may_remove:
            if not may_remove:
                return gone
            for name in set(batch) - named_among(batch):
                (Path(settings.FILES) / name).unlink(missing_ok=True)
                gone += 1
    return gone


def _age(name: str) -> float:
    try:
        return time.time() - (Path(settings.FILES) / name).stat().st_mtime
    except FileNotFoundError:
        return 0.0


@contextmanager
def copying() -> Iterator[None]:
    """Hold every stored file in place while the block runs: what is dropped goes afterwards.

    Refuses (409) while another process does the same; those who remove files are waited for.
    """
    descriptor = _lock_file()
    try:
        if not _taken(descriptor):
            raise Refused("copying", "另一个备份正在进行，请等它结束。", status=409)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    last = time.monotonic() + _WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > last:
                return False
            time.sleep(0.05)
        else:
            return True


@contextmanager
def removing() -> Iterator[bool]:
    """Give whether files may be removed now; where not, the sweep takes them another day."""
    descriptor = _lock_file()
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def _lock_file() -> int:
    folder = Path(settings.HOME) / "run"
    folder.mkdir(exist_ok=True, mode=0o700)
    return os.open(folder / "files.lock", os.O_RDWR | os.O_CREAT, 0o600)
