"""A limit of reads an address and second, counted in this process."""

import time

from zhujian.web.cache.pages import StartResponse

_TEXT = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>访问过于频繁</title>'
    "<h1>访问过于频繁</h1><p>这个网络地址在一秒内的访问次数超过了上限，请稍等片刻再试。</p></html>"
).encode()


class ReadLimit:
    """Counts reads of the running second by address; forgets them with the second."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.refused = 0
        self._second = 0
        self._counts: dict[str, int] = {}

    def lets_in(self, address: str) -> bool:
        """Count one read of an address and say whether it is within the limit."""
        second = int(time.monotonic())
        if second != self._second:
            self._second = second
            self._counts = {}
        count = self._counts.get(address, 0) + 1
        self._counts[address] = count
        if count <= self.most:
            return True
        self.refused += 1
        return False

    def answer(self, start_response: StartResponse) -> list[bytes]:
        """Answer 429 and when to come again."""
        start_response(
            "429 Too Many Requests",
            [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(_TEXT))),
                ("Cache-Control", "no-store"),
                ("Retry-After", "1"),
            ],
        )
        return [_TEXT]
