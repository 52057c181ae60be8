"""Reading an archive through: every byte against its digest, the manifest against its signature."""

import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives import hashes

from zhujian.kernel.refusals import Refused
from zhujian.ops.archives import manifest
from zhujian.ops.archives.gauge import Gauge
from zhujian.ops.archives.manifest import Manifest, Signed
from zhujian.ops.archives.packing import FILES, line_of
from zhujian.ops.archives.tarball import Member, members, pieces_of


def read_manifest(archive: Path) -> Signed:
    """Return what an archive says of itself, without reading the rest; refuses what is none."""
    if not archive.is_file():
        raise Refused("no_archive", f"没有找到备份文件 {archive}。")
    last = b""
    try:
        for name, content in members(archive):
            last = content.read() if name == manifest.NAME else b""
        return manifest.read(last)
    except (tarfile.TarError, ValueError, EOFError, OSError) as error:
        raise Refused("no_archive", f"{archive} 不是完整的竹简备份。") from error


def check(archive: Path) -> Signed:
    """Read the whole archive and return its manifest; refuse with the first thing wrong."""
    signed = read_manifest(archive)
    if signed.is_ours and not signed.is_genuine:
        raise _broken("清单的签名不对，备份被改动过")
    with Gauge("核对备份") as gauge, tempfile.TemporaryFile() as listed:
        gauge.expect(archive.stat().st_size)
        expected = {member.name: member for member in signed.manifest.members}
        try:
            for name, content in members(archive):
                if name == manifest.NAME:
                    continue
                member = _digest(name, content, gauge)
                if name.startswith(FILES):
                    listed.write(line_of(member))
                elif expected.pop(name, None) != member:
                    raise _broken(f"其中的 {name} 与清单不符")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise _broken("文件读不完整") from error
        if expected:
            raise _broken(f"缺少 {'、'.join(expected)}")
        _compare(signed.manifest, archive, listed)
    return signed


def _digest(name: str, content: IO[bytes], gauge: Gauge) -> Member:
    digest, size = hashes.Hash(hashes.SM3()), 0
    for piece in gauge.counted(pieces_of(content)):
        digest.update(piece)
        size += len(piece)
    return Member(name, size, digest.finalize().hex())


def _compare(told: Manifest, archive: Path, listed: IO[bytes]) -> None:
    """Hold the digests of the stored files against the list that was packed with them."""
    listed.seek(0)
    count = 0
    for line in _list_of(archive):
        found = listed.readline()
        if found != line:
            raise _broken(f"其中的 {line.decode().split(' ')[-1].strip()} 与清单不符")
        count += 1
    if listed.readline() or count != told.files:
        raise _broken("其中的文件比清单里的多")


def _list_of(archive: Path) -> Iterator[bytes]:
    for name, content in members(archive):
        if name == manifest.FILES_LIST:
            yield from content
            return


def _broken(why: str) -> Refused:
    return Refused("broken", f"备份已损坏：{why}。请换一份备份。")


def described(signed: Signed) -> dict[str, object]:
    """Return what an operator wants to know of an archive."""
    told = signed.manifest
    return {
        "made_at": told.made_at,
        "version": told.version,
        "database": told.database,
        "journal": told.head[0],
        "files": told.files,
        "missing_files": told.missing_count,
        "holds_keys": told.holds_keys,
        "is_demo": told.is_demo,
        "signature": "valid" if signed.is_genuine else "other installation",
    }
