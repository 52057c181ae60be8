"""The generation: eight bytes of a file in the home, mapped into every process of this node."""

import fcntl
import mmap
import os
import struct
import threading
from pathlib import Path

from django.conf import settings

_FORMAT = struct.Struct("<Q")
_lock = threading.Lock()
_maps: dict[str, mmap.mmap] = {}


def generation() -> int:
    """Return the number that rises with every committed change; costs no system call."""
    (number,) = _FORMAT.unpack_from(_mapped())
    return int(number)


def raise_generation() -> int:
    """Raise the number for all processes of this node and return it."""
    mapped = _mapped()
    with _lock, _path().open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        (number,) = _FORMAT.unpack_from(mapped)
        _FORMAT.pack_into(mapped, 0, number + 1)
    return int(number) + 1


def _path() -> Path:
    return Path(settings.HOME) / "generation"


def _mapped() -> mmap.mmap:
    home = str(settings.HOME)
    mapped = _maps.get(home)
    if mapped is None:
        with _lock:
            mapped = _maps[home] = _map()
    return mapped


def _map() -> mmap.mmap:
    """Map the file; growing it to its eight zero bytes twice does no harm, so no lock is taken.

    A lock would outlive this function: the map keeps a copy of the descriptor, and with it the
    lock.
    """
    descriptor = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(descriptor).st_size < _FORMAT.size:
            os.ftruncate(descriptor, _FORMAT.size)
        return mmap.mmap(descriptor, _FORMAT.size)
    finally:
        os.close(descriptor)
