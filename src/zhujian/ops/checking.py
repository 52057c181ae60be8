"""`zhujian check`: the configuration looked at by itself, in plain words."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from zhujian.ops import health

_ENOUGH_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, serious or only worth knowing, and a sentence."""

    level: str
    text: str


def look() -> Iterator[Finding]:
    """Look at everything; `fault` findings keep the house from serving properly."""
    for message in checks.run_checks():
        level = "fault" if message.is_serious() else "note"
        yield Finding(level, f"{message.msg} {message.hint or ''}".strip())
    yield from _home()
    yield from _database()
    yield from _doors()
    faults = health.faults()
    yield from (Finding("fault", fault.text) for fault in faults)
    if not faults:
        yield from (Finding(_weight(one), f"{one.text}。") for one in health.warnings())
    if not faults:
        yield Finding("well", "数据库、迁移、检索索引都已就绪。")


def _weight(warning: health.Fault) -> str:
    """Return how serious a warning is: a worker that does not run yet is no fault."""
    return "note" if warning.part == "worker" else "fault"


def _home() -> Iterator[Finding]:
    home = Path(settings.HOME)
    free = shutil.disk_usage(home).free
    text = f"数据目录 {home}，剩余空间 {free / 1024**3:.1f} GB。"
    yield Finding("well" if free > _ENOUGH_BYTES else "fault", text)
    for key in sorted(Path(settings.KEYS).glob("*.key")):
        if key.stat().st_mode & 0o077:
            yield Finding("fault", f"密钥文件 {key} 能被其他用户读取，请运行 chmod 600 {key}。")
    if not settings.LEDGER_HEADS_COPY:
        yield Finding(
            "note", "没有设置 ZHUJIAN_LEDGER_HEADS_COPY：建议把账本封印另存到别的机器或磁盘。"
        )


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        yield Finding("fault", f"数据库连不上：{error}")
        return
    kind = {"sqlite": "SQLite（单机）", "postgresql": "PostgreSQL"}[connection.vendor]
    yield Finding("well", f"数据库：{kind}。")


def _doors() -> Iterator[Finding]:
    if settings.DEMO:
        yield Finding("note", "演示模式：验证码显示在页面上，每页都有演示提示，不能用于正式服务。")
        return
    if not settings.SESSION_COOKIE_SECURE:
        yield Finding("fault", "没有设置 ZHUJIAN_HTTPS=1：正式服务必须经 HTTPS。")
    if set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        yield Finding("fault", "没有设置 ZHUJIAN_HOSTS：请写上群众访问的域名。")
    if not settings.TRUSTED_PROXIES:
        yield Finding("note", "没有设置 ZHUJIAN_TRUSTED_PROXIES：如前面有 nginx，请写上它的地址。")
    if not settings.SMS_URL:
        yield Finding("fault", "没有设置 ZHUJIAN_SMS_URL：短信验证码发不出去，群众无法登录。")
