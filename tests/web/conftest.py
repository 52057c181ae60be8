"""The sample pages, and a front before them as the server has it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from tests.web import sample_pages

from zhujian.kernel import changes
from zhujian.web.front import Front


@dataclass
class Reply:
    """What came back through WSGI."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Feed:
    """A change feed in memory, so that no database is needed."""

    def __init__(self) -> None:
        self.number = 0
        self.rows: list[Any] = []

    def generation(self) -> int:
        return self.number

    def current_sequence(self) -> int:
        return len(self.rows)

    def since(self, after: int, limit: int) -> list[Any]:
        return self.rows[after:][:limit]

    def commit(self, *tags: str) -> None:
        from zhujian.kernel import clock

        for tag in tags:
            self.rows.append(SimpleNamespace(sequence=len(self.rows) + 1, tag=tag, at=clock.now()))
        self.number += 1


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Feed:
    feed = Feed()
    for name in ("generation", "current_sequence", "since"):
        monkeypatch.setattr(changes, name, getattr(feed, name))
    return feed


@pytest.fixture
def sample(settings: Any) -> Client:
    """A client of the sample pages (without the front)."""
    settings.ROOT_URLCONF = sample_pages.__name__
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


@pytest.fixture
def front(sample: Client, feed: Feed) -> Iterator[Front]:
    from zhujian.web.cache import keys

    keys._query_keys.cache_clear()
    front = Front(WSGIHandler())
    yield front
    front.readers.shutdown()
    front.writers.shutdown()
    keys._query_keys.cache_clear()


@pytest.fixture
def ask(front: Front) -> Callable[..., Reply]:
    """Ask the front as the server does: `ask("/items/a/?page=2", accept_encoding="gzip")`."""

    def ask(
        address: str, method: str = "GET", body: bytes = b"", source: Any = None, **headers: str
    ) -> Reply:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "203.0.113.9",
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
            "wsgi.input": source or io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)) if body else "",
        }
        for name, value in headers.items():
            key = name.upper()
            environ[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        parts = front(environ, lambda status, headers, _=None: begun.append((status, headers)))
        whole = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        status, found = begun[0]
        return Reply(int(status[:3]), {name.lower(): value for name, value in found}, whole)

    return ask
