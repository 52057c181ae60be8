"""`zhujian backup` and `zhujian restore` at the command line."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused
from zhujian.ops import occupancy
from zhujian.ops.archives import aside, checking, keyring, packing, restoring
from zhujian.ops.archives.manifest import Signed

_THOUSAND = 1024
_CONFIRMED = "替换"


def configure_backup(parser: argparse.ArgumentParser) -> None:
    """Add the archive, `--check`, `--with-keys`, `--passphrase-file`, `--json`."""
    parser.add_argument("out", metavar="OUT", nargs="?", type=Path, help="备份写到这个文件")
    parser.add_argument("--check", metavar="FILE", type=Path, help="只核对一份备份，不恢复")
    parser.add_argument("--with-keys", action="store_true", help="把密钥用口令加密后一起备份")
    _add_passphrase(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run_backup(arguments: argparse.Namespace) -> int:
    """Back up, or check an archive; 0, 1 where something is missing, 2 where it was impossible."""
    if arguments.check is None and arguments.out is None:
        sys.stderr.write("请写明备份文件：zhujian backup 文件，或 zhujian backup --check 文件。\n")
        return 2
    try:
        return _check(arguments) if arguments.check is not None else _back_up(arguments)
    except Refused as refused:
        sys.stderr.write(f"{refused.text}\n")
        return 2


def _back_up(arguments: argparse.Namespace) -> int:
    passphrase = _new_passphrase(arguments) if arguments.with_keys else None
    backup = packing.back_up(arguments.out, passphrase=passphrase)
    if arguments.json:
        print(json.dumps(asdict(backup), ensure_ascii=False))
    else:
        print(_told(backup))
    return int(bool(backup.missing_count))


def _told(backup: packing.Backup) -> str:
    lines = [
        f"备份完成：{backup.file}，{size_text(backup.bytes)}，用时 {backup.seconds} 秒。",
        f"其中有 {backup.files:,} 个文件，账本到第 {backup.head} 条。",
        "密钥已用口令加密放在备份里。"
        if backup.holds_keys
        else "备份里没有密钥：请把 keys/ 另外妥善保管，没有它备份里的个人信息读不出来。",
    ]
    if backup.missing_count:
        lines += [f"注意：数据库里有 {backup.missing_count} 个文件在磁盘上找不到："]
        lines += [f"  {name}" for name in backup.missing]
    return "\n".join(lines)


def _check(arguments: argparse.Namespace) -> int:
    signed = checking.check(arguments.check)
    if arguments.json:
        print(json.dumps(checking.described(signed), ensure_ascii=False))
    else:
        print(_described(signed))
    return int(bool(signed.manifest.missing_count) or not signed.is_genuine)


def _described(signed: Signed) -> str:
    told = signed.manifest
    kinds = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    made = told.made.astimezone(clock.CHINA)
    lines = [
        f"备份完好：{made:%Y-%m-%d %H:%M:%S}，竹简 {told.version}，{kinds[told.database]}。",
        f"其中有 {told.files:,} 个文件，账本到第 {told.head[0]} 条。",
        "带有加密的密钥。" if told.holds_keys else "不带密钥。",
    ]
    if not signed.is_genuine:
        lines += ["注意：它由另一套竹简签名，这台机器的账本密钥无法证明清单没有被换过。"]
    if told.missing_count:
        lines += [f"注意：备份时有 {told.missing_count} 个文件已经找不到。"]
    return "\n".join(lines)


def configure_restore(parser: argparse.ArgumentParser) -> None:
    """Add the archive, `--replace`, `--undo`, `--passphrase-file`, `--json`."""
    parser.add_argument("archive", metavar="IN", nargs="?", type=Path, help="备份文件")
    parser.add_argument(
        "--replace", action="store_true", help="替换这里已有的数据（移到一边，不删除；要输入确认）"
    )
    parser.add_argument("--undo", action="store_true", help="放回一次中断的恢复之前的样子")
    _add_passphrase(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run_restore(arguments: argparse.Namespace, migrate: Callable[[], None]) -> int:
    """Restore an archive; 0, 1 where something is left to do, 2 where nothing was restored."""
    if (arguments.archive is None) != arguments.undo:
        sys.stderr.write("请写明备份文件：zhujian restore 文件，或只写 --undo。\n")
        return 2
    try:
        return _undo() if arguments.undo else _restore(arguments, migrate)
    except Refused as refused:
        sys.stderr.write(f"没有恢复：{refused.text}\n")
        return 2
    except (OSError, DatabaseError) as error:
        sys.stderr.write(f"没有恢复：{error}\n原来的数据已经放回。\n")
        return 2


def _undo() -> int:
    with occupancy.alone():
        aside.undo()
    print("已经放回恢复之前的样子。")
    return 0


def _restore(arguments: argparse.Namespace, migrate: Callable[[], None]) -> int:
    wishes = restoring.Wishes(
        replaces=lambda: arguments.replace and _is_confirmed(),
        passphrase=lambda: given_passphrase(arguments, "备份里密钥的口令："),
        migrate=migrate,
    )
    restored = restoring.restore(arguments.archive, wishes)
    if arguments.json:
        print(json.dumps(asdict(restored), ensure_ascii=False))
    else:
        print(_restored_text(restored))
    return int(bool(restored.warnings))


def _is_confirmed() -> bool:
    sys.stderr.write(f"{settings.HOME} 里的数据将被备份替换。请输入“{_CONFIRMED}”两个字确认：")
    sys.stderr.flush()
    if sys.stdin.readline().strip() == _CONFIRMED:
        return True
    raise Refused("not_confirmed", "没有确认，什么都没有改动。", status=409)


def _restored_text(restored: restoring.Restored) -> str:
    made = datetime.fromisoformat(restored.made_at).astimezone(clock.CHINA)
    lines = [
        f"恢复完成：{made:%Y-%m-%d %H:%M:%S} 的备份，{restored.files:,} 个文件。",
        f"账本核对无误（到第 {restored.journal} 条），索引已重建（{restored.documents} 篇）。",
    ]
    if restored.aside:
        lines += [f"原来的数据移到了 {restored.aside}，确认无误后可以自行删除。"]
    lines += [f"注意：{warning}" for warning in restored.warnings]
    return "\n".join(lines)


def size_text(size: float) -> str:
    """Return a size in the unit that fits."""
    units = ["字节", "KB", "MB", "GB", "TB"]
    while size >= _THOUSAND and len(units) > 1:
        size /= _THOUSAND
        units.pop(0)
    return f"{size:.{int(units[0] != '字节')}f} {units[0]}"


def _add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="FILE", type=Path, help="口令在这个文件的第一行（默认询问）"
    )


def given_passphrase(arguments: argparse.Namespace, question: str) -> str:
    """Return the passphrase from the file that was named, or ask for it."""
    if arguments.passphrase_file is None:
        return getpass.getpass(question)
    try:
        lines = arguments.passphrase_file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        text = f"口令文件 {arguments.passphrase_file} 读不出来（{error.strerror}）。"
        raise Refused("passphrase_file", text) from error
    return lines[0] if lines else ""


def _new_passphrase(arguments: argparse.Namespace) -> str:
    passphrase = given_passphrase(arguments, "给备份里的密钥设一个口令：")
    keyring.check_passphrase(passphrase)
    if arguments.passphrase_file is None and getpass.getpass("再输入一次：") != passphrase:
        raise Refused("passphrase", "两次输入的口令不一样。")
    return passphrase
