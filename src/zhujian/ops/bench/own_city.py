"""A demo city of a bench's own: a home, on PostgreSQL also a database; gone when it ends."""

import contextlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg import sql

from zhujian.kernel.refusals import Refused


@contextlib.contextmanager
def own_city() -> Iterator[dict[str, str]]:
    """Yield the surroundings in which `zhujian` finds a demo city that nobody else uses.

    The server is that of ZHUJIAN_DATABASE_URL, where it names one; the database is a new one.
    """
    with tempfile.TemporaryDirectory(prefix="zhujian-bench-") as home, _own_database() as url:
        surroundings = {**os.environ, "ZHUJIAN_HOME": home, "ZHUJIAN_DEMO": "1"}
        surroundings |= {"ZHUJIAN_DATABASE_URL": url} if url else {}
        # A bench is one person who does the work of a thousand.
        surroundings |= dict.fromkeys(
            ("ZHUJIAN_API_WRITES_PER_PERSON", "ZHUJIAN_API_WRITES_PER_ORGANISATION"), "1000000"
        )
        call(surroundings, "migrate")
        call(surroundings, "demo", "--cases", "40")
        yield surroundings


def call(surroundings: Mapping[str, str], *words: str, is_shown: bool = False) -> int:
    """Run a command there; what it says is shown, or kept for its failure."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", settings.COMMAND_MODULE, *words],
        env=dict(surroundings),
        capture_output=not is_shown,
        text=True,
        check=False,
    )
    if done.returncode and not is_shown:
        raise Refused("bench_broken", f"{' '.join(words)} 没有成功：\n{done.stdout}{done.stderr}")
    return done.returncode


@contextlib.contextmanager
def _own_database() -> Iterator[str]:
    url = os.environ.get("ZHUJIAN_DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"zhujian_bench_{secrets.token_hex(4)}"
    server = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))
