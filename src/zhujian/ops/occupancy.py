"""Who is in the home: every command shares it; restoring needs it alone.

A lock on a file tells, so that it is gone with the process, however that ended. On PostgreSQL the
sessions of other nodes are looked at as well.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from zhujian.kernel.refusals import Refused

MARKER = "restoring.json"


@contextmanager
def shared() -> Iterator[None]:
    """Be in the home beside others; refuse while a restore is at work or was broken off."""
    descriptor = _lock_file()
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = "正在恢复备份，请等它结束后再运行。"
            raise Refused("restoring", text, status=409) from error
        refuse_broken_off()
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone() -> Iterator[None]:
    """Be in the home alone; refuse while any process of this node uses it."""
    descriptor = _lock_file()
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = (
                f"竹简还在这个数据目录（{settings.HOME}）上运行。请先停止全部服务"
                "（systemctl stop 'zhujian-*'，或在 bin/up 的窗口按 Ctrl-C），再恢复备份。"
            )
            raise Refused("running", text, status=409) from error
        yield
    finally:
        os.close(descriptor)


def refuse_other_sessions() -> None:
    """Refuse while another node has sessions on the same PostgreSQL database."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT coalesce(client_addr::text, '本机') FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name = %s",
            [connection.settings_dict["OPTIONS"]["application_name"]],
        )
        places = [str(place) for (place,) in cursor.fetchall()]
    if places:
        text = f"竹简还在使用这个数据库（来自 {'、'.join(places)}）。请先停止全部节点再恢复。"
        raise Refused("running", text, status=409)


def refuse_broken_off() -> None:
    """Refuse to go on where a restore was broken off, and say what to do."""
    marker = Path(settings.HOME) / MARKER
    if not marker.exists():
        return
    told = json.loads(marker.read_text(encoding="utf-8"))
    text = (
        f"上次恢复备份 {told['archive']} 没有做完就中断了，数据目录里的内容不完整，不能使用。\n"
        "请先运行 zhujian restore --undo 放回恢复之前的样子，再重新恢复。"
    )
    raise Refused("half_restored", text, status=409)


def _lock_file() -> int:
    folder = Path(settings.HOME) / "run"
    folder.mkdir(exist_ok=True, mode=0o700)
    return os.open(folder / "home.lock", os.O_RDWR | os.O_CREAT, 0o600)
