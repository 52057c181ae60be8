"""Hands for the journal's tests: verbs, writing, and tampering by raw SQL."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from zhujian.kernel.actors import SystemActor
from zhujian.kernel.journal import Audience, Line, Verb, register_verbs, seal, write

SOMEBODY = SystemActor("user:u7f3k", "human-resources")

register_verbs(
    {
        "test.accept": Verb("{organisation}已受理，共{pages}页", Audience.PUBLIC),
        "test.remark": Verb("内部备注", Audience.INTERNAL),
    }
)


def write_line(
    subject: str = "BJ20261124-7K3M9Q-G",
    *,
    verb: str = "test.accept",
    note: str = "",
    data: Mapping[str, Any] | None = None,
    **more: Any,
) -> Line:
    """Write one line in a transaction of its own."""
    with transaction.atomic():
        return write(
            verb=verb, subject=subject, by=SOMEBODY, note=note, data=data or {"pages": 3}, **more
        )


def write_lines(count: int) -> None:
    """Write `count` lines, each third with a note, and seal them."""
    for number in range(count):
        write_line(f"item:{number}", note="请补正身份证明" if number % 3 == 0 else "")
    seal()


def tamper(sql: str, *parameters: object) -> None:
    """Change the journal behind its back."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
