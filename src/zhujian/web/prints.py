"""The address on a printed paper at which anyone can check it, without a table of its own.

A room registers one letter for a kind of paper. A paper's code is that letter, the key of the row
it was printed from, hidden, and a seal over both (44 bits, keyed): nobody can make one up, nothing
is written when a paper is printed, and the same paper always bears the same code.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from zhujian.kernel.crypto import index_of
from zhujian.kernel.numbers.rules import CROCKFORD, READ_AS
from zhujian.kernel.refusals import Refused, not_found
from zhujian.web.pdf import qr_svg

KEY_BITS, SEAL_BITS = 31, 44
LENGTH = 1 + (KEY_BITS + SEAL_BITS) // 5

_BETWEEN = re.compile(r"[\s\-‐‑‒–—―−－_.·]+")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of a genuine paper today: what stands on it, and what has changed since.

    `rows` are what to compare with the paper, names of persons masked; `words` is one sentence on
    how it stands, `kind` its sign (`done` it holds, `waiting` something came after it, `overdue`
    it holds no more, `broken` our record of it was touched); `address` leads on, if anywhere.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    words: str
    kind: str = "done"
    address: str = ""
    address_words: str = ""
    noun: str = "文书"

    @property
    def sign(self) -> str:
        """The sign of the notice on the page."""
        return "overdue" if self.kind == "broken" else self.kind

    @property
    def heading(self) -> str:
        """The answer in one line."""
        return _HEADINGS[self.kind].format(self.noun)


_HEADINGS = {
    "done": "这份{}是真的，现在仍然有效",
    "waiting": "这份{}是真的，出具以后有了变化",
    "overdue": "这份{}是真的，但是已经失效",
    "broken": "这份{}核对不上",
}
_finders: dict[str, Callable[[int], Standing | None]] = {}


def register_print(letter: str, find: Callable[[int], Standing | None]) -> None:
    """Let `find` answer for papers whose code begins with this letter, by the key of their row."""
    if letter not in CROCKFORD:
        msg = f"{letter}: one letter or digit that is not read as another"
        raise ValueError(msg)
    _finders[letter] = find


def print_code(letter: str, key: int) -> str:
    """Return the code of a paper, in groups of four: `N7K3-M9QT-08AV-XC2E`."""
    seal = _seal(letter, key)
    bits = (seal << KEY_BITS) | (key ^ _mask(letter, seal))
    places = range(LENGTH - 2, -1, -1)
    code = letter + "".join(CROCKFORD[(bits >> (5 * place)) & 31] for place in places)
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def print_address(code: str) -> str:
    """Return the promised address at which a paper is checked."""
    return reverse("web:print", kwargs={"token": code})


def printed_address(code: str, request: HttpRequest | None = None) -> str:
    """Return the whole address as it stands on a paper: the county's own where one is set."""
    if settings.SITE_DOMAIN and not settings.SITE_DOMAIN.endswith(".invalid"):
        origin = f"https://{settings.SITE_DOMAIN}"
    elif request is not None:
        origin = f"{request.scheme}://{request.get_host()}"
    else:
        origin = f"http://127.0.0.1:{settings.PORT}"
    return f"{origin}/print/{code}/"


def check_parts(code: str, request: HttpRequest | None = None) -> dict[str, str]:
    """Return what a paper shows for its check: code, address, and the address as a QR code."""
    address = printed_address(code, request)
    return {
        "qr": qr_svg(address),
        "alt": f"二维码，打开 {address}",
        "words": "扫码或者打开下面的网址，核对这份文书的真伪和现在的效力：",
        "address": address,
        "code": code,
    }


def standing_of(typed: str) -> tuple[str, Standing]:
    """Return a paper's code as it is printed, and how the paper stands; refused (404) if none."""
    found = _read(typed)
    finder = _finders.get(found[0]) if found else None
    standing = finder(found[1]) if found and finder else None
    if found is None or standing is None:
        raise _unknown()
    return print_code(*found), standing


def _read(typed: str) -> tuple[str, int] | None:
    """Return letter and key of a code that bears our seal, or nothing."""
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(READ_AS)
    if len(text) != LENGTH or not set(text) <= set(CROCKFORD):
        return None
    bits = 0
    for character in text[1:]:
        bits = bits << 5 | CROCKFORD.index(character)
    seal = bits >> KEY_BITS
    key = (bits & ((1 << KEY_BITS) - 1)) ^ _mask(text[0], seal)
    return (text[0], key) if _seal(text[0], key) == seal else None


def _seal(letter: str, key: int) -> int:
    return int(index_of(f"{letter}{key}", purpose="print seal"), 16) >> (256 - SEAL_BITS)


def _mask(letter: str, seal: int) -> int:
    return int(index_of(f"{letter}{seal}", purpose="print mask"), 16) >> (256 - KEY_BITS)


def _unknown() -> Refused:
    return not_found("没有查到这份文书。请对照纸上的查验码再输一遍，字母 O 和数字 0 都可以。")
