"""Restoring: lay an archive into an empty home, prove it there, or leave everything as it was."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from zhujian.kernel import journal, stored
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.changes import generations
from zhujian.kernel.crypto import Unreadable, decrypt
from zhujian.kernel.journal import heads
from zhujian.kernel.refusals import Refused
from zhujian.ops import actions, occupancy
from zhujian.ops.archives import aside, checking, keyring, loading, manifest, tarball
from zhujian.ops.archives.manifest import Manifest, Signed
from zhujian.ops.archives.packing import DEMO, FILES, LEDGER
from zhujian.search import indexer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `aside` is where the former state lies, `warnings` what is left to do."""

    made_at: str
    files: int
    journal: int
    documents: int
    aside: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator answers: whether to replace, the passphrase, and how to migrate."""

    replaces: Callable[[], bool]
    passphrase: Callable[[], str]
    migrate: Callable[[], None]


def restore(archive: Path, wishes: Wishes) -> Restored:
    """Restore an archive; refuses before anything is touched, or puts everything back."""
    with occupancy.alone():
        occupancy.refuse_broken_off()
        signed = checking.check(archive)
        loading.check_fit(signed.manifest)
        occupancy.refuse_other_sessions()
        keys = _keys(archive, signed.manifest, wishes)
        if not aside.is_empty() and not wishes.replaces():
            text = (
                "这里已经有数据。要用备份替换它，请加 --replace；原来的数据会移到一边，不会删除。"
            )
            raise Refused("not_empty", text, status=409)
        put = aside.put_aside(archive, with_keys=keys is not None)
        former = keyring.held()
        try:
            if keys is not None:
                keyring.lay(keys)
            restored = _lay(archive, signed, put, wishes)
        except BaseException:
            keyring.use(former)
            aside.undo()
            raise
        put.forget()
        return restored


def _keys(archive: Path, told: Manifest, wishes: Wishes) -> dict[str, bytes] | None:
    """Return the keys to lay down, None where those in force are the right ones; or refuse."""
    differing = keyring.differing(told.marks)
    if not differing:
        return None
    if not told.holds_keys:
        text = (
            f"这里的{'、'.join(differing)}不是备份时的那一把，备份里也没有带密钥。请把当时的"
            f" keys/ 放进 {settings.HOME}，再恢复。"
        )
        raise Refused("other_keys", text, status=409)
    keyring.refuse_named_keys()
    return keyring.unsealed(b"".join(_content(archive, manifest.KEYS)), wishes.passphrase())


def _lay(archive: Path, signed: Signed, put: aside.Aside, wishes: Wishes) -> Restored:
    told = signed.manifest
    if not signed.is_genuine:
        raise Refused("broken", "备份清单的签名与账本密钥不符，备份被改动过。请换一份备份。")
    _lay_files(archive)
    scratch = Path(settings.HOME) / "restoring.sqlite3"
    loading.load(
        told,
        lambda name: _content(archive, name),
        scratch=scratch,
        former_schema=put.schema,
    )
    heads.forget()
    wishes.migrate()
    warnings = _prove(told)
    actions.tell_of_restore(by=OPERATOR, made_at=told.made_at, head=told.head)
    generations.raise_generation()
    documents = _index(warnings)
    connections.close_all()
    return Restored(
        made_at=told.made_at,
        files=told.files,
        journal=told.head[0],
        documents=documents,
        aside=str(put.folder) if put.moved else "",
        warnings=tuple(warnings),
    )


def _index(warnings: list[str]) -> int:
    """Build the index anew; it can wait, so what goes wrong here undoes nothing."""
    try:
        return indexer.rebuild()
    except Exception:
        log.exception("the index could not be built")
        warnings.append("检索索引没有建成，启动后会自动重建；请看日志。")
        return 0


def _lay_files(archive: Path) -> None:
    """Write heads, stored files and the demo's note into the home (mode 600)."""
    home = Path(settings.HOME)
    for name, content in tarball.members(archive):
        if name != DEMO and not name.startswith((LEDGER, FILES)):
            continue
        path = home / name
        if not path.resolve().is_relative_to(home.resolve()):
            raise Refused("broken", f"备份里的 {name} 指到数据目录之外，不能恢复。")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        with path.open("wb") as file:
            file.writelines(tarball.pieces_of(content))


def _content(archive: Path, wanted: str) -> Iterator[bytes]:
    for name, content in tarball.members(archive):
        if name == wanted:
            yield from tarball.pieces_of(content)
            return


def _prove(told: Manifest) -> list[str]:
    """Prove journal and files; return what the operator must still look at, refuse the rest."""
    report = journal.verify(places=[heads.folder()])
    if report.exit_status:
        raise Refused("ledger", f"恢复后的账本核对不上：{report.why}")
    lost = [name for name in stored.all_names() if not _is_readable(name)]
    if len(lost) > told.missing_count:
        raise Refused("files", f"有 {len(lost)} 个文件找不到或解不开，例如 {lost[0]}。")
    warnings = [f"备份时就已缺少 {len(lost)} 个文件，例如 {lost[0]}。"] if lost else []
    everywhere = journal.verify()
    if everywhere.lost is not None:
        warnings.append(
            f"与另存的账本封印相比：{everywhere.why}这些是备份之后的记录。核实后请运行"
            " zhujian ledger accept-loss --reason 原因。"
        )
    return warnings


def _is_readable(name: str) -> bool:
    try:
        decrypt((Path(settings.FILES) / name).read_bytes())
    except (OSError, Unreadable):
        return False
    return True
