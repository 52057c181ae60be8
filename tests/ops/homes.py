"""Homes of their own for tests that need real processes: a database, keys, files, one command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Home:
    """A home with its database: SQLite in it, or a database of its own on the server."""

    path: Path
    url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def surroundings(self) -> dict[str, str]:
        told = {name: value for name, value in os.environ.items() if name != "ZHUJIAN_DATABASE_URL"}
        told |= {"ZHUJIAN_HOME": str(self.path), "ZHUJIAN_DEMO": "0", **self.more}
        return told | ({"ZHUJIAN_DATABASE_URL": self.url} if self.url else {})

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "zhujian.config.cli", *words]

    def run(self, *words: str, given: str = "") -> Done:
        """Run one `zhujian` command to its end."""
        ended = subprocess.run(
            self.command(*words),
            env=self.surroundings,
            cwd=PROJECT,
            input=given,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        return Done(ended.returncode, ended.stdout, ended.stderr)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a `zhujian` command; the caller ends it."""
        return subprocess.Popen(
            self.command(*words),
            env=self.surroundings,
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def play(self, code: str, *words: str) -> Done:
        """Run some Python in this home, with Django set up."""
        ended = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{code}", *words],
            env={**self.surroundings, "DJANGO_SETTINGS_MODULE": "zhujian.config.settings"},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        return Done(ended.returncode, ended.stdout, ended.stderr)


@contextmanager
def home(path: Path, *, kind: str | None = None, like: Home | None = None) -> Iterator[Home]:
    """Give an empty home on the database under test, or on SQLite; or a copy of another."""
    if like is not None:
        shutil.copytree(like.path, path)
    server = os.environ.get("ZHUJIAN_DATABASE_URL", "")
    if kind == "sqlite" or not server:
        yield Home(path)
        return
    name = f"zhujian_{os.getpid()}_{abs(hash(path)) % 10**8}"
    parts = urlsplit(server)
    template = f" TEMPLATE {urlsplit(like.url).path.strip('/')}" if like is not None else ""
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as inside:
        inside.execute(f"CREATE DATABASE {name}{template}")
        try:
            yield Home(path, urlunsplit(parts._replace(path=f"/{name}")))
        finally:
            inside.execute(f"DROP DATABASE {name} WITH (FORCE)")
