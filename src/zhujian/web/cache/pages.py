"""One kept page: its bytes, plain and packed, and the ways it is answered."""

import gzip
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Protocol

HeaderList = list[tuple[str, str]]
_OWN = {"content-length", "content-encoding", "vary"}
_PACKED_TYPES = ("text/", "application/json", "application/xml", "image/svg")
_SMALL = 600


class StartResponse(Protocol):
    """The second argument of a WSGI application."""

    def __call__(self, status: str, headers: HeaderList, exc_info: Any = None, /) -> object: ...


class Page:
    """A public page as bytes; immutable, packed with gzip at the first wish for it."""

    __slots__ = ("__dict__", "body", "etag", "expires", "headers", "tags")

    def __init__(
        self,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        *,
        etag: str,
        tags: frozenset[str] = frozenset(),
        expires: float = 0.0,
    ) -> None:
        kept = [(name, value) for name, value in headers if name.lower() not in _OWN]
        self.headers: HeaderList = [*kept, ("Vary", "Accept-Encoding")]
        self.body = body
        self.etag = etag
        self.tags = tags
        self.expires = expires

    @property
    def weight(self) -> int:
        """Bytes the page is reckoned with: a third more for its packed twin, 2 KiB for the rest."""
        return len(self.body) * 4 // 3 + 2048

    @cached_property
    def plain_headers(self) -> HeaderList:
        return [*self.headers, ("Content-Length", str(len(self.body)))]

    @cached_property
    def packed(self) -> tuple[bytes, HeaderList] | None:
        """The page packed with gzip and its headers, or None where packing is not worth it."""
        kinds = [value for name, value in self.headers if name.lower() == "content-type"]
        if len(self.body) < _SMALL or not kinds or not kinds[0].startswith(_PACKED_TYPES):
            return None
        body = gzip.compress(self.body, 6, mtime=0)
        headers = [
            (name, _packed_etag(value) if name.lower() == "etag" else value)
            for name, value in self.headers
        ]
        length = ("Content-Length", str(len(body)))
        return body, [*headers, ("Content-Encoding", "gzip"), length]

    @cached_property
    def unchanged_headers(self) -> HeaderList:
        told = {"etag", "cache-control", "vary", "content-security-policy"}
        return [(name, value) for name, value in self.headers if name.lower() in told]

    def answer(self, environ: Mapping[str, Any], start_response: StartResponse) -> list[bytes]:
        """Answer a GET or HEAD: 304 where the caller has the page, packed where it may be."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and self._is_known(known):
            start_response("304 Not Modified", self.unchanged_headers)
            return [b""]
        body, headers = self.body, self.plain_headers
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            packed = self.packed
            if packed is not None:
                body, headers = packed
        start_response("200 OK", headers)
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _is_known(self, known: str) -> bool:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return bool(tags & {"*", self.etag, _packed_etag(self.etag)})


def _packed_etag(etag: str) -> str:
    return f'{etag[:-1]}-gz"'
