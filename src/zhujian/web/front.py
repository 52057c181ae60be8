"""What stands before Django: read limit, page cache, static files, whole requests.

Many threads wait for slow networks here; only a few work in Django. A cached page is answered
without entering Django, a slow upload is read to its end before it takes a working thread, and a
slow reader holds none (ADR 0030).
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from whitenoise.base import WhiteNoise

from zhujian.kernel import clock
from zhujian.web import door
from zhujian.web.address import client_address
from zhujian.web.cache.keys import page_key
from zhujian.web.cache.notes import clear_notes, etag_of, notes_of
from zhujian.web.cache.pages import HeaderList, Page, StartResponse
from zhujian.web.cache.store import Follower, PageStore
from zhujian.web.counters import Counters
from zhujian.web.limits import ReadLimit

Environ = dict[str, Any]
Django = Callable[[Environ, Any], Any]  # its handler answers an iterable of bytes

_PIECE = 64 * 1024
_IN_MEMORY = 512 * 1024
_MOST_DRAINED = 128 * 1024 * 1024
_READS = {"GET", "HEAD"}


@dataclass(slots=True)
class Answer:
    """A whole response of Django: small bodies as bytes, large ones as a file to read from."""

    status: str
    headers: HeaderList
    body: bytes
    file: IO[bytes] | None = None


class Front:
    """The WSGI application that the server calls; `django` is the one behind it."""

    def __init__(self, django: Django) -> None:
        self.django = django
        self.counters = Counters(settings.HOME / "run")
        self.limit = ReadLimit(settings.PUBLIC_READS_PER_SECOND)
        self.store = PageStore(settings.PAGE_CACHE_BYTES)
        self.follower = Follower(self.store)
        self.static = _static_files()
        self.readers = ThreadPoolExecutor(settings.READING_THREADS, "reading")
        self.writers = ThreadPoolExecutor(settings.WRITING_THREADS, "writing")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in _READS:
            self.counters.add("written")
            return self._write(environ, start_response)
        if not self.limit.lets_in(self._address(environ)):
            self.counters.add("limited")
            return self.limit.answer(start_response)
        if environ["PATH_INFO"].startswith("/static/"):
            self.counters.add("static")
            served: Iterable[bytes] = self.static(environ, start_response)
            return served
        key = page_key(environ)
        if self.follower.is_behind():
            self.readers.submit(self.follower.follow).result()
        page = None if key is None else self.store.get(key)
        if page is not None:
            self.counters.add("kept")
            return page.answer(environ, start_response)
        self.counters.add("made")
        return self._read(key, environ, start_response)

    def _address(self, environ: Environ) -> str:
        return client_address(
            environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
        )

    def _read(
        self, key: str | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Django make the page; keep it if its view says so and nothing changed meanwhile."""
        made_at = self.follower.generation
        known = environ.pop("HTTP_IF_NONE_MATCH", None)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(), "0"
        answer = self.readers.submit(self._ask, environ).result()
        page = _page_of(environ, answer)
        if page is None:
            return _give(answer, environ, start_response)
        notes = notes_of(environ)
        if key is not None and notes is not None and notes.is_cached:
            self.follower.keep(key, page, made_at=made_at)
        if known is not None:
            environ["HTTP_IF_NONE_MATCH"] = known
        return page.answer(environ, start_response)

    def _write(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Read the whole body, then let Django answer; what is too large Django refuses."""
        limit = door.body_limit(environ["PATH_INFO"], environ.get("CONTENT_TYPE", ""))
        body, is_whole = _whole_body(environ, limit)
        with body:
            if not is_whole:
                start_response("400 Bad Request", [("Content-Length", "0")])
                return [b""]
            answer = self.writers.submit(self._ask, environ).result()
        return _give(answer, environ, start_response)

    def _ask(self, environ: Environ) -> Answer:
        """Run Django to the end of its response; the working thread is then free."""
        clear_notes(environ)
        begun: list[tuple[str, HeaderList]] = []

        def start(status: str, headers: HeaderList, exc_info: object = None, /) -> None:
            del exc_info
            begun.append((status, headers))

        parts = self.django(environ, start)
        if begun[0][0].startswith("5"):
            self.counters.add("failed")
        try:
            return _collected(parts, *begun[0])
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()


def _collected(parts: Iterable[bytes], status: str, headers: HeaderList) -> Answer:
    held: list[bytes] = []
    size = 0
    pieces = iter(parts)
    for part in pieces:
        held.append(part)
        size += len(part)
        if size > _IN_MEMORY:
            break
    else:
        return Answer(status, headers, b"".join(held))
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when it has been read
    file.writelines(held)
    file.writelines(pieces)
    file.seek(0)
    return Answer(status, headers, b"", file)


def _give(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    headers = answer.headers
    if answer.file is not None:
        start_response(answer.status, headers)
        return _pieces(answer.file, is_wanted=environ["REQUEST_METHOD"] != "HEAD")
    if not any(name.lower() == "content-length" for name, _ in headers):
        headers = [*headers, ("Content-Length", str(len(answer.body)))]
    start_response(answer.status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]


def _pieces(file: IO[bytes], *, is_wanted: bool) -> Iterator[bytes]:
    with file:
        while is_wanted and (piece := file.read(_PIECE)):
            yield piece


def _page_of(environ: Environ, answer: Answer) -> Page | None:
    """Return the answer as a public page; None where it is none."""
    notes = notes_of(environ)
    if notes is None or not answer.status.startswith("200") or answer.file is not None:
        return None
    given = {name.lower(): value for name, value in answer.headers}
    if "set-cookie" in given or "cookie" in given.get("vary", "").lower():
        return None
    etag = given.get("etag") or etag_of(answer.body)
    return Page(
        answer.headers,
        answer.body,
        etag=etag,
        tags=frozenset(notes.tags),
        expires=_expiry(notes.seconds),
    )


def _expiry(seconds: int) -> float:
    """Return the instant at which a page must be made anew: midnight in China at the latest."""
    here = clock.now().astimezone(clock.CHINA)
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return time.time() + min(float(seconds), (midnight - here).total_seconds())


def _whole_body(environ: Environ, limit: int) -> tuple[IO[bytes], bool]:
    """Read the body into memory or a file; too long a one is read past, up to 128 MiB.

    Return it and whether all of it came; `wsgi.input` and `CONTENT_LENGTH` are set to match. A
    body that is too long keeps its length, by which Django refuses it.
    """
    source = environ["wsgi.input"]
    is_chunked = "chunked" in environ.pop("HTTP_TRANSFER_ENCODING", "").lower()
    told = str(environ.get("CONTENT_LENGTH") or environ.get("HTTP_CONTENT_LENGTH") or "0")
    length = None if is_chunked else int(told) if told.isdecimal() else 0
    body = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 -- the caller closes it
    read = 0
    while read < _MOST_DRAINED and (length is None or read < length):
        piece = source.read(_PIECE if length is None else min(_PIECE, length - read))
        if not piece:
            break
        read += len(piece)
        if read <= limit:
            body.write(piece)
    body.seek(0)
    environ["wsgi.input"] = body
    environ["CONTENT_LENGTH"] = str(read if length is None else length)
    return body, length is None or read == min(length, _MOST_DRAINED) or length > limit


def _static_files() -> WhiteNoise:
    def missing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        del environ
        text = "没有这个文件。".encode()
        kind = ("Content-Type", "text/plain; charset=utf-8")
        start_response(
            "404 Not Found",
            [kind, ("Cache-Control", "no-store"), ("Content-Length", str(len(text)))],
        )
        return [text]

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return WhiteNoise(
        missing,
        root=str(settings.STATIC_ROOT),
        prefix="/static/",
        max_age=60,
        allow_all_origins=False,
        immutable_file_test=r"\.[0-9a-f]{12}\.\w+$",
        add_headers_function=_static_headers,
    )


def _static_headers(headers: Any, path: str, url: str) -> None:
    del path, url
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
