"""A tar file written piece by piece: a member's length is filled in once it is known."""

import tarfile
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives import hashes

PIECE = 1024 * 1024
_BLOCK = 512
_GZIP = 31


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive: its name, its bytes in number, their SM3 digest in hex."""

    name: str
    size: int
    sm3: str


class Tarball:
    """A tar file being written; members may be streams whose length nobody knows."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def add(self, name: str, pieces: Iterable[bytes]) -> Member:
        """Write one member and return what it is."""
        at = self.file.tell()
        self.file.write(bytes(_BLOCK))
        digest, size = hashes.Hash(hashes.SM3()), 0
        for piece in pieces:
            self.file.write(piece)
            digest.update(piece)
            size += len(piece)
        self.file.write(bytes(-size % _BLOCK))
        end = self.file.tell()
        self.file.seek(at)
        self.file.write(_header(name, size))
        self.file.seek(end)
        return Member(name, size, digest.finalize().hex())

    def end(self) -> None:
        """Write what ends a tar file."""
        self.file.write(bytes(2 * _BLOCK))


def _header(name: str, size: int) -> bytes:
    told = tarfile.TarInfo(name)
    told.size, told.mode, told.mtime = size, 0o600, int(time.time())
    header = told.tobuf(tarfile.GNU_FORMAT)
    if len(header) != _BLOCK:
        msg = f"the name of a member is too long: {name}"
        raise ValueError(msg)
    return header


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of each member, in order; raises tarfile.TarError."""
    with tarfile.open(path, "r:") as archive:
        for told in archive:
            content = archive.extractfile(told)
            if content is None:
                msg = f"{told.name} is no file"
                raise tarfile.ReadError(msg)
            yield told.name, content


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces of a mebibyte."""
    while piece := file.read(PIECE):
        yield piece


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces packed with gzip, quickly rather than small."""
    packer = zlib.compressobj(1, wbits=_GZIP)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what `packed` was given; raises ValueError when the end is missing."""
    unpacker = zlib.decompressobj(wbits=_GZIP)
    for piece in pieces:
        rest = piece
        while rest:
            yield unpacker.decompress(rest, PIECE)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof:
        msg = "a packed member is cut off"
        raise ValueError(msg)
