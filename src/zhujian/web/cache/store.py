"""The pages that one process keeps, and how they follow the changes of the house."""

import logging
import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta
from threading import Lock

from zhujian.kernel import changes, clock
from zhujian.web.cache.pages import Page

_MOST_CHANGES = 2000
_LATE_COMERS = 200
_OVERLAP = timedelta(seconds=60)

log = logging.getLogger(__name__)


class PageStore:
    """Pages by key, least recently used thrown away first when `max_bytes` are reached."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self.hits = 0
        self.misses = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._keys_of: dict[str, set[str]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: str) -> Page | None:
        """Return the page kept under a key, unless it has outlived its time."""
        page = self._pages.get(key)
        if page is None or page.expires < time.time():
            self.misses += 1
            return None
        self.hits += 1
        try:  # noqa: SIM105 -- suppress() would cost every hit a microsecond
            self._pages.move_to_end(key)
        except KeyError:
            pass  # another thread has just thrown it away; it was right a moment ago
        return page

    def keep(self, key: str, page: Page) -> None:
        """Keep a page, throwing away the least recently used while there are too many bytes."""
        if page.weight > self.max_bytes // 8:
            return
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self.bytes += page.weight
            for tag in page.tags:
                self._keys_of.setdefault(tag, set()).add(key)
            while self.bytes > self.max_bytes:
                self._forget(next(iter(self._pages)))

    def drop(self, tags: Iterable[str]) -> int:
        """Throw away every page that shows one of the tags; return how many."""
        with self._lock:
            keys = {key for tag in tags for key in self._keys_of.get(tag, ())}
            for key in keys:
                self._forget(key)
        return len(keys)

    def clear(self) -> None:
        """Throw everything away."""
        with self._lock:
            self._pages.clear()
            self._keys_of.clear()
            self.bytes = 0

    def _forget(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.bytes -= page.weight
        for tag in page.tags:
            keys = self._keys_of.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._keys_of[tag]


class Follower:
    """Drops pages as the house changes: one integer is compared a request.

    Sequence numbers may become visible out of order (PostgreSQL), so what was written within the
    last minute is read again; what was followed already is not dropped twice.
    """

    def __init__(self, store: PageStore) -> None:
        self.store = store
        self.generation = -1
        self._horizon: int | None = None
        self._followed: set[int] = set()
        self._lock = Lock()

    def is_behind(self) -> bool:
        """Say whether something has changed since `follow` last looked."""
        return changes.generation() != self.generation

    def follow(self) -> None:
        """Drop the pages that show what has changed; all of them where that cannot be told."""
        with self._lock:
            generation = changes.generation()
            if generation == self.generation:
                return
            try:
                self._read_changes()
            except Exception:
                log.exception("changes cannot be read: every kept page is dropped")
                self._start_again(None)
            self.generation = generation

    def keep(self, key: str, page: Page, *, made_at: int) -> bool:
        """Keep a page made when the generation was `made_at`, unless something changed since.

        The lock is the one `follow` holds: a change is either seen here, or drops the page there.
        """
        with self._lock:
            if made_at != self.generation or changes.generation() != made_at:
                return False
            self.store.keep(key, page)
            return True

    def _read_changes(self) -> None:
        horizon = self._horizon
        found = [] if horizon is None else changes.since(horizon, _MOST_CHANGES)
        if horizon is None or len(found) >= _MOST_CHANGES:
            self._start_again(max(0, changes.current_sequence() - _LATE_COMERS))
            return
        fresh = [one for one in found if one.sequence not in self._followed]
        self.store.drop({one.tag for one in fresh})
        self._followed.update(one.sequence for one in fresh)
        old = clock.now() - _OVERLAP
        behind = max([horizon, *(one.sequence for one in found if one.at < old)])
        self._horizon = behind
        self._followed = {sequence for sequence in self._followed if sequence > behind}

    def _start_again(self, horizon: int | None) -> None:
        self.store.clear()
        self._horizon = horizon
        self._followed.clear()
