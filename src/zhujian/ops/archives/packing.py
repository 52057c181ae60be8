"""Making a backup while the house runs."""

import errno
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings

from zhujian.kernel import clock, stored
from zhujian.kernel.journal import heads
from zhujian.kernel.journal.sealing import seal
from zhujian.kernel.refusals import Refused
from zhujian.ops.archives import keyring, manifest, snapshots
from zhujian.ops.archives.gauge import Gauge
from zhujian.ops.archives.manifest import Manifest
from zhujian.ops.archives.snapshots import Snapshot
from zhujian.ops.archives.tarball import Member, Tarball, pieces_of

LEDGER = "ledger/"
FILES = "files/"
DEMO = "demo.json"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What was packed, and how long it took; `missing` are files that the database names in vain.

    `missing` names the first twenty, `missing_count` counts all.
    """

    file: str
    bytes: int
    seconds: float
    files: int
    head: int
    holds_keys: bool
    missing: tuple[str, ...]
    missing_count: int


def back_up(out: Path, *, passphrase: str | None = None) -> Backup:
    """Pack database, files and signed heads into one archive; with a passphrase also the keys.

    Nobody is kept from writing meanwhile. Refuses to overwrite and to write into the home; leaves
    nothing behind when it fails.
    """
    began = time.monotonic()
    _check_place(out)
    with Gauge("备份") as gauge, _fresh(out) as (file, scratch), stored.copying():
        told = _Packing(Tarball(file), gauge).pack(scratch, passphrase)
    return Backup(
        file=str(out),
        bytes=out.stat().st_size,
        seconds=round(time.monotonic() - began, 1),
        files=told.files,
        head=told.head[0],
        holds_keys=told.holds_keys,
        missing=told.missing,
        missing_count=told.missing_count,
    )


def _check_place(out: Path) -> None:
    if out.exists():
        raise Refused("exists", f"{out} 已经存在，备份不会覆盖它。请换一个文件名。", status=409)
    if not out.parent.is_dir():
        raise Refused("no_folder", f"没有文件夹 {out.parent}，请先建好。")
    if out.resolve().is_relative_to(Path(settings.HOME).resolve()):
        text = "备份不能放在数据目录里：目录丢了，备份也就丢了。请放到另一块磁盘或另一台机器。"
        raise Refused("into_home", text)


@contextmanager
def _fresh(out: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Give a file that becomes `out` when the block ends well, and the path of a second one."""
    fresh = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file, fresh.with_suffix(".copy")
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, out)  # fails where somebody else made it meanwhile
        _sync_folder(out.parent)
    except FileExistsError as error:
        raise Refused("exists", f"{out} 刚刚被别人建立，备份不会覆盖它。", status=409) from error
    except OSError as error:
        raise Refused("unwritable", _unwritable(out, error)) from error
    except sqlite3.Error as error:
        code = errno.ENOSPC if "full" in str(error) else errno.EIO
        raise Refused("unwritable", _unwritable(out, OSError(code, str(error)))) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"{out.parent} 的磁盘空间不够，备份没有做成，写了一半的文件已经删除。"
    return f"备份没有做成（{error.strerror or error}），写了一半的文件已经删除。"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class _Packing:
    """One archive on its way. Signed heads come before the database and files after it.

    So no head is ahead of the database, and every file that the database names is there: whoever
    drops a file meanwhile leaves it to the sweep.
    """

    tarball: Tarball
    gauge: Gauge
    members: list[Member] = field(default_factory=list)
    files: int = 0
    missing: list[str] = field(default_factory=list)
    missing_count: int = 0

    def pack(self, scratch: Path, passphrase: str | None) -> Manifest:
        seal()  # what waits for its place in the chain gets it first
        for name in (heads.HEAD, heads.KEPT):
            self._add_file(f"{LEDGER}{name}", heads.folder() / name)
        with snapshots.taken(scratch, self.gauge) as snapshot:
            made_at = clock.now().isoformat()
            for name, pieces in snapshot.members():
                self._add(name, pieces)
            self._add_stored()
            self._look_for_missing(snapshot)
            self._add_file(DEMO, Path(settings.HOME) / DEMO)
            if passphrase is not None:
                self._add(manifest.KEYS, [keyring.sealed(passphrase)])
            told = self._manifest(snapshot, made_at)
        self.tarball.add(manifest.NAME, [told.to_json()])
        self.tarball.end()
        return told

    def _manifest(self, snapshot: Snapshot, made_at: str) -> Manifest:
        return Manifest(
            version=version("zhujian"),
            made_at=made_at,
            database=snapshot.kind,
            migrations=snapshot.migrations(),
            head=snapshot.head(),
            marks=keyring.marks(),
            members=tuple(self.members),
            files=self.files,
            is_demo=bool(settings.DEMO),
            missing=tuple(self.missing),
            missing_count=self.missing_count,
            tables=snapshot.tables(),
        )

    def _add(self, name: str, pieces: Iterable[bytes]) -> Member:
        member = self.tarball.add(name, pieces)
        self.members.append(member)
        return member

    def _add_file(self, name: str, path: Path) -> None:
        if path.is_file():
            with path.open("rb") as file:
                self._add(name, pieces_of(file))

    def _add_stored(self) -> None:
        """Pack the stored files; their digests go into a list, for there may be a million."""
        with tempfile.TemporaryFile() as listed:
            for name in stored.names_on_disk():
                with (Path(settings.FILES) / name).open("rb") as file:
                    pieces = self.gauge.counted(pieces_of(file))
                    member = self.tarball.add(f"{FILES}{name}", pieces)
                listed.write(line_of(member))
                self.files += 1
            listed.seek(0)
            self._add(manifest.FILES_LIST, pieces_of(listed))

    def _look_for_missing(self, snapshot: Snapshot) -> None:
        for model in stored.naming_models():
            named = snapshot.rows(
                f"SELECT {stored.COLUMN} FROM {model._meta.db_table}"  # noqa: S608 -- our own names
                f" WHERE {stored.COLUMN} <> ''"
            )
            for (name,) in named:
                if (Path(settings.FILES) / str(name)).is_file():
                    continue
                self.missing_count += 1
                if len(self.missing) < _NAMED:
                    self.missing.append(str(name))


def line_of(member: Member) -> bytes:
    """Return the line of one stored file in the list of digests."""
    return f"{member.sm3} {member.size} {member.name}\n".encode()
