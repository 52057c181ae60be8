"""What the pages of the room show of the installation."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from zhujian.postroom.queries import worrying_counts
from zhujian.postroom.states import LetterState
from zhujian.search.models import LocalWord, Synonym


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the installation was started with: its name, its value, the variable behind it."""

    name: str
    value: str
    variable: str


def installation_facts() -> list[Fact]:
    """Return what the environment set; nothing secret, and no password of the database."""
    kinds = {"sqlite": "SQLite（单机）", "postgresql": "PostgreSQL"}
    return [
        Fact("数据目录", str(settings.HOME), "ZHUJIAN_HOME"),
        Fact("数据库", kinds[connection.vendor], "ZHUJIAN_DATABASE_URL"),
        Fact("域名", "、".join(settings.ALLOWED_HOSTS), "ZHUJIAN_HOSTS"),
        Fact("演示模式", "是" if settings.DEMO else "否", "ZHUJIAN_DEMO"),
        Fact("邮件通道", "已设置" if settings.MAIL_URL else "没有设置", "ZHUJIAN_MAIL_URL"),
        Fact("短信通道", "已设置" if settings.SMS_URL else "没有设置", "ZHUJIAN_SMS_URL"),
        Fact(
            "每个地址每秒最多访问",
            f"{settings.PUBLIC_READS_PER_SECOND}次",
            "ZHUJIAN_PUBLIC_READS_PER_SECOND",
        ),
        Fact(
            "每个进程的页面缓存",
            f"{settings.PAGE_CACHE_BYTES // 1024 // 1024} MB",
            "ZHUJIAN_PAGE_CACHE_MEGABYTES",
        ),
        Fact(
            "账本封印另存",
            settings.LEDGER_HEADS_COPY or "没有设置",
            "ZHUJIAN_LEDGER_HEADS_COPY",
        ),
    ]


def letters_in_vain(user: object) -> int:
    """Return how many messages failed or did not arrive: what the administrator looks into."""
    del user
    counts = worrying_counts()
    return counts[LetterState.FAILED] + counts[LetterState.UNDELIVERED]


def synonyms_with(words: str) -> QuerySet[Synonym]:
    """Return the pairs in which `words` stand on either side; all of them for none."""
    return Synonym.objects.filter(Q(everyday__contains=words) | Q(official__contains=words))


def words_with(part: str) -> QuerySet[LocalWord]:
    """Return the local words that hold `part`."""
    return LocalWord.objects.filter(word__contains=part)
