"""Signed heads: what the chain's end was, told outside the database.

After each commit the head (sequence and hash, signed with Ed25519) is written over
`HOME/ledger/head.json`, under a file lock and as one write of 512 bytes, so that no reader meets
half of it; replacing the file by a rename would cost two milliseconds a commit on ext4. At most
once a second, and at each start, it is added to `heads.jsonl` beside it. The same happens in the
folder LEDGER_HEADS_COPY where the operator names one. A head only moves forward, and only along
the chain it saw last: on a database that forgot or rewrote lines it stays where it was, so that
`verify` can tell.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from zhujian.kernel.journal import backends, chain
from zhujian.kernel.journal.signing import Head, is_genuine, public_key, sign

log = logging.getLogger("zhujian.ledger")

SECONDS_BETWEEN_KEPT_HEADS = 1.0
HEAD = "head.json"
HEAD_BYTES = 512
KEPT = "heads.jsonl"


class _State(threading.local):
    """How deep this thread stands in `bulk()`, and whether a head waits for its end."""

    depth = 0
    is_waiting = False


@dataclass(slots=True)
class _Seen:
    """How far this process knows the heads to have gone, and the last head it wrote itself."""

    sequence: int = 0
    own: Head | None = None


_state = _State()
_seen = _Seen()


def folder() -> Path:
    """Return the folder of the heads, made if it is missing."""
    path = Path(settings.HOME) / "ledger"
    if not path.is_dir():
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def folders() -> list[Path]:
    """Return every folder in which heads stand: the home's, and the operator's copy."""
    copy = settings.LEDGER_HEADS_COPY
    return [folder(), Path(copy)] if copy else [folder()]


@contextmanager
def bulk() -> Iterator[None]:
    """Write many transactions under one head: it is witnessed when the outermost `bulk` ends."""
    _state.depth += 1
    try:
        yield
    finally:
        _state.depth -= 1
        if _state.depth == 0 and _state.is_waiting:
            _state.is_waiting = False
            witness()


def witness_up_to(sequence: int) -> None:
    """Witness the head unless this process already saw `sequence` witnessed (after a commit)."""
    if _state.depth:
        _state.is_waiting = True
    elif sequence > _seen.sequence:
        witness()


def found() -> None:
    """Put down the head of the empty chain, before its first line is committed.

    So a chain with lines always has a head; where it has none, somebody removed it, and the next
    person who files an application shall not put a new one in its place.
    """
    _seen.sequence = 0
    with _lock():
        standing, is_readable = _standing()
        if standing is None and is_readable:
            head = sign(0, chain.START)
            for place in folders():
                _put(place, head, is_start=True)


def forget() -> None:
    """Forget what this process knows of the heads (for a home that was swapped under it)."""
    _seen.sequence, _seen.own = 0, None


def witness(*, is_start: bool = False) -> Head | None:
    """Sign the end of the chain and put it outside the database; return the head that stands.

    Not inside a transaction: only what is committed is witnessed.
    """
    connection = transaction.get_connection()
    if connection.in_atomic_block:
        msg = "a head witnesses committed lines only"
        raise transaction.TransactionManagementError(msg)
    with _lock():
        standing, is_readable = _standing()
        head = _next(standing, backends.of(connection)) if is_readable else None
        if head is None:
            return standing
        for place in folders():
            _put(place, head, is_start=is_start)
        _seen.sequence, _seen.own = head.sequence, head
        return head


def _standing() -> tuple[Head | None, bool]:
    """Return the head from which the next one goes on, and whether it could be read."""
    try:
        standing = read_head(folder())
        if standing is None:
            for standing in kept_heads(folder(), kept_size(folder())):  # noqa: B007 -- the last one
                pass
    except ValueError:
        log.exception("账本链头文件不是有效的链头，链头保持不动")
        return None, False
    return standing, True


def _next(standing: Head | None, backend: backends.Backend) -> Head | None:
    """Return the head to put down now, or None where the standing one must stay."""
    sequence, digest = backend.tail()
    if standing is None:
        if sequence:
            log.error("账本已有记录而链头文件不见了，不另立链头；请运行 zhujian ledger verify")
        return None
    is_own = standing == _seen.own and standing.key == public_key()
    if not is_own and not is_genuine(standing):
        log.error("账本链头的签名与本机密钥不符，链头保持不动；请运行 zhujian ledger verify")
        return None
    if standing.sequence and backend.hash_at(standing.sequence) != standing.hash:
        log.error("账本与已签名的链头不符，链头保持不动；请运行 zhujian ledger verify")
        return None
    return standing if sequence == standing.sequence else sign(sequence, digest)


def _put(place: Path, head: Head, *, is_start: bool) -> None:
    """Write head and kept head into one folder; a copy that cannot be reached stops nothing."""
    try:
        line = head.to_json()
        if place != folder():
            _keep_what_is_ahead(place, head)
        _overwrite(place / HEAD, line)
        kept = place / KEPT
        if is_start or _age(kept) >= SECONDS_BETWEEN_KEPT_HEADS:
            with kept.open("a", encoding="ascii") as file:
                file.write(line + "\n")
    except OSError:
        log.exception("账本链头无法写入 %s", place)


def _keep_what_is_ahead(place: Path, head: Head) -> None:
    """Add the head of a copy to the kept ones before one that lies behind it takes its place.

    That is so after a restore of an older backup: what was lost since then shall stay told.
    """
    try:
        before = read_head(place)
    except ValueError:
        return
    if before is not None and before.sequence > head.sequence:
        with (place / KEPT).open("a", encoding="ascii") as file:
            file.write(before.to_json() + "\n")


def go_on() -> Head:
    """Sign the chain as it is now although heads of a loss, now accepted, lie before it.

    The former head stays beside the new one as `head-lost-<sequence>.json`.
    """
    with _lock():
        sequence, digest = backends.of(transaction.get_connection()).tail()
        head = sign(sequence, digest)
        for place in folders():
            _put_beside(place)
            _put(place, head, is_start=True)
        _seen.sequence, _seen.own = head.sequence, head
        return head


def _put_beside(place: Path) -> None:
    """Keep the standing head of a folder under another name, unless that is there already."""
    try:
        before = read_head(place)
        if before is not None:
            line = before.to_json()
            _overwrite(place / f"head-lost-{before.sequence}.json", line)
            with (place / KEPT).open("a", encoding="ascii") as file:
                file.write(line + "\n")
    except (OSError, ValueError):
        log.exception("原来的账本链头无法另存到 %s", place)


def _overwrite(path: Path, line: str) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.pwrite(descriptor, f"{line:<{HEAD_BYTES - 1}}\n".encode("ascii"), 0)
        if os.fstat(descriptor).st_size != HEAD_BYTES:
            os.ftruncate(descriptor, HEAD_BYTES)
    finally:
        os.close(descriptor)


def _age(path: Path) -> float:
    try:
        return abs(time.time() - path.stat().st_mtime)
    except FileNotFoundError:
        return SECONDS_BETWEEN_KEPT_HEADS


@contextmanager
def _lock(mode: int = fcntl.LOCK_EX) -> Iterator[None]:
    descriptor = os.open(folder() / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, mode)
        yield
    finally:
        os.close(descriptor)


def standing_head(place: Path) -> Head | None:
    """Return the head that stands in a folder while nobody writes it; may raise ValueError."""
    with _lock(fcntl.LOCK_SH):
        return read_head(place)


def read_head(place: Path) -> Head | None:
    """Return the head in a folder, None where there is none; may raise ValueError."""
    try:
        text = (place / HEAD).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    return Head.from_json(text)


def kept_heads(place: Path, size: int) -> Iterator[Head]:
    """Yield the kept heads of a folder, oldest first, as far as the file went at `size` bytes.

    A last line torn by a crash is passed over; any other line that is no head raises ValueError.
    """
    try:
        file = (place / KEPT).open("rb")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            size -= len(line)
            if size < 0 or not line.endswith(b"\n"):
                return
            yield Head.from_json(line.decode("ascii"))


def kept_size(place: Path) -> int:
    """Return how long the file of kept heads is now."""
    try:
        return (place / KEPT).stat().st_size
    except FileNotFoundError:
        return 0
