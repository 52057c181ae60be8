"""Walking the chain and holding it against the signed heads."""

import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, transaction

from zhujian.kernel.crypto import UnknownKey, Unreadable
from zhujian.kernel.journal import backends, chain, heads, losses, notes
from zhujian.kernel.journal.backends import Backend, RawLine, RawNote
from zhujian.kernel.journal.losses import Loss
from zhujian.kernel.journal.sealing import seal
from zhujian.kernel.journal.signing import Head, is_genuine

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. `exit_status`: 0 clean, 1 broken, 2 unreadable.

    `lost` are lines that were witnessed and are not there, where nothing else is wrong; `losses`
    those that the operator accepted.
    """

    is_clean: bool
    lines: int
    first_broken: int | None
    why: str
    exit_status: int
    lost: Loss | None = None
    losses: tuple[Loss, ...] = ()


class _Broken(Exception):  # noqa: N818 -- a finding
    def __init__(self, sequence: int, why: str, lost: Loss | None = None) -> None:
        super().__init__(why)
        self.sequence = sequence
        self.lost = lost


class _Untold(Exception):  # noqa: N818 -- a finding
    """Something that must be read to judge is not there or not ours."""


@dataclass(slots=True)
class _Walk:
    """How far the walk came, and what it must still see."""

    sequence: int = 0
    hash: str = chain.START
    without_note: dict[int, int] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)


def verify(*, places: Sequence[Path] | None = None) -> Report:
    """Walk the whole chain and return what was found; writes nothing but missing seals.

    The heads of the home and of the operator's copy are judged, or those of some `places`.
    """
    walk = _Walk()
    witnesses: _Witnesses | None = None
    try:
        seal()
        backend = backends.of(transaction.get_connection())
        witnesses = _Witnesses(heads.folders() if places is None else places, backend)
        _follow(walk, witnesses, backend)
        witnesses.judge_end(walk)
    except _Broken as broken:
        first = witnesses.lost if witnesses is not None else None
        if first is not None and first.first < broken.sequence:
            broken = _rewritten(first)
        return Report(False, walk.sequence, broken.sequence, str(broken), 1, broken.lost)
    except (_Untold, UnknownKey) as untold:
        return Report(False, walk.sequence, None, _untold_text(untold), 2)
    except (DatabaseError, OSError) as error:
        return Report(False, walk.sequence, None, f"账本无法读取：{error}", 2)
    known = witnesses.losses
    why = "".join([f"共 {walk.sequence} 条记录，链条完整。", *(f"其中{one.text}" for one in known)])
    return Report(True, walk.sequence, None, why, 0, losses=known)


def _rewritten(lost: Loss) -> _Broken:
    return _Broken(
        lost.first, f"第 {lost.first} 至第 {lost.last} 条记录被改写：与签名的链头不符。", lost
    )


def _untold_text(untold: Exception) -> str:
    if isinstance(untold, UnknownKey):
        return "记录所附文字由另一把数据密钥加密，无法核对；请恢复原来的 ZHUJIAN_DATA_KEY。"
    return str(untold)


def _follow(walk: _Walk, witnesses: "_Witnesses", backend: Backend) -> None:
    while batch := backend.rows(walk.sequence, BATCH):
        beside = backend.notes([line.pk for line in batch if line.note_hash])
        for line in batch:
            _check_line(walk, line)
            _check_note(walk, line, beside.get(line.pk))
            witnesses.judge(line.sequence, walk.hash)
    for pk, sequence in walk.without_note.items():
        if pk not in walk.erased:
            raise _Broken(sequence, f"第 {sequence} 条记录所附文字不见了，而没有删除它的记录。")
    damage = backend.damage()
    if damage:
        at, why = damage
        raise _Broken(at or walk.sequence, f"{why}。")


def _check_line(walk: _Walk, line: RawLine) -> None:
    expected = walk.sequence + 1
    if line.sequence != expected:
        raise _Broken(expected, f"第 {expected} 条记录不见了。")
    digest = chain.link(walk.hash, expected, line.pk, chain.content(line.texts))
    if not line.is_well_formed or digest.encode() != line.hash:
        raise _Broken(expected, f"第 {expected} 条记录被改动过。")
    walk.sequence, walk.hash = expected, digest
    if line.verb == b"journal.erase-note":
        walk.erased.add(_erased_line(line))


def _erased_line(line: RawLine) -> int:
    return int(json.loads(line.data)["line"])


def _check_note(walk: _Walk, line: RawLine, note: RawNote | None) -> None:
    if not line.note_hash:
        return
    if note is None or note.sealed is None:
        walk.without_note[line.pk] = line.sequence
        return
    try:
        _, digest = notes.reopen(note.sealed, note.audience)
    except UnknownKey:
        raise
    except Unreadable:
        digest = ""
    if digest.encode() != line.note_hash:
        raise _Broken(line.sequence, f"第 {line.sequence} 条记录所附文字被改动过。")


class _Witnesses:
    """The heads outside the database, read before the walk and held against it."""

    def __init__(self, places: Sequence[Path], backend: Backend) -> None:
        self._backend = backend
        self._problem = ""
        self.losses = losses.accepted()
        self.lost: Loss | None = None
        self._standing = [head for place in places if (head := self._read(place))]
        kept = [self._kept(place, heads.kept_size(place)) for place in places]
        self._all = heapq.merge(sorted(self._standing, key=_by_sequence), *kept, key=_by_sequence)
        self._next = next(self._all, None)
        self._fitting = 0

    def _read(self, place: Path) -> Head | None:
        try:
            head = heads.standing_head(place)
        except ValueError:
            self._problem = f"链头文件 {place / heads.HEAD} 不是有效的链头。"
            return None
        if head is None:
            self._problem = f"缺少链头文件 {place / heads.HEAD}，无法判断末尾是否被截断。"
        elif not is_genuine(head):
            self._problem = f"链头文件 {place / heads.HEAD} 的签名与本机的账本密钥不符。"
            return None
        return head

    def _kept(self, place: Path, size: int) -> Iterator[Head]:
        try:
            yield from heads.kept_heads(place, size)
        except ValueError:
            self._problem = f"链头记录 {place / heads.KEPT} 中有一行不是有效的链头。"

    def judge(self, sequence: int, digest: str) -> None:
        """Hold every head up to this sequence against the chain."""
        while self._next is not None and self._next.sequence <= sequence:
            head, self._next = self._next, next(self._all, None)
            if head.sequence < sequence:  # heads written after a loss stand behind lost ones
                self._hold(head, self._hash_at(head.sequence))
            else:
                self._hold(head, digest)

    def _hash_at(self, sequence: int) -> str:
        return self._backend.hash_at(sequence) or "" if sequence else chain.START

    def _hold(self, head: Head, digest: str, *, whole: int | None = None) -> None:
        """Hold one head against a hash of the chain; lines up to `whole` are known to be there."""
        if head.hash == digest:
            self._fitting = max(self._fitting, head.sequence)
        elif not is_genuine(head):
            self._problem = f"链头记录中第 {head.sequence} 条的签名无效。"
        elif not losses.is_accepted(head, self.losses):
            first = min((self._fitting if whole is None else whole) + 1, head.sequence)
            lost = self.lost or Loss(first, head.sequence, head.at)
            self.lost = lost.with_head(head)

    def judge_end(self, walk: _Walk) -> None:
        """Say what the heads beyond the last line mean, then what kept us from judging."""
        for head in self._rest():
            is_there = head.sequence <= walk.sequence
            whole = None if is_there else walk.sequence
            self._hold(head, self._hash_at(head.sequence), whole=whole)
        lost = self.lost
        if lost is not None and lost.first <= walk.sequence:
            raise _rewritten(lost)
        if lost is not None:
            raise _Broken(
                lost.first,
                f"第 {lost.first} 至第 {lost.last} 条记录不见了：签名的链头已到第 {lost.last} 条。",
                lost,
            )
        for loss in self.losses:
            if loss.line > self._fitting:
                why = f"第 {loss.line} 条确认了一处丢失，但还没有签名的链头为它作证。"
                raise _Broken(loss.first, why, loss)
        if walk.sequence and self._problem:
            raise _Untold(self._problem)

    def _rest(self) -> Iterator[Head]:
        if self._next is not None:
            yield self._next
            yield from self._all


def _by_sequence(head: Head) -> int:
    return head.sequence
