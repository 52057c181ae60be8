"""The chain as arithmetic: how a line becomes a hash. No database, no clock.

SM3 (GB/T 32905) was chosen over SHA-256 since GB/T 39786 asks it of government systems; both
have 256 bits, and `cryptography` brings its own SM3, so that no system library decides. The
chain is not keyed: whoever holds an export and the public key can follow it.

content = SM3(over the eight texts, each as UTF-8 with its length before it as 4 bytes)
hash    = SM3("zhujian line 1" · hash before · sequence (8 bytes) · pk (8 bytes) · content)
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from zhujian.kernel.crypto import sm3

JSON: TypeAlias = "str | int | float | bool | Sequence[JSON] | Mapping[str, JSON] | None"

START = "0" * 64
LONGEST_TEXT = 300
_MARK = b"zhujian line 1"


def canonical(data: Mapping[str, JSON]) -> str:
    """Return the one spelling of `data`: keys sorted, no blanks, UTF-8.

    Free text has no place in a line, so a text over 300 characters raises ValueError, as do
    numbers that JSON has no word for and halves of characters.
    """
    for part in _leaves(data):
        _check(part)
    text = json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    text.encode()
    return text


def _leaves(value: JSON) -> Iterator[JSON]:
    """Yield every text and number in `data`, keys included."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield key
            yield from _leaves(part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def _check(leaf: JSON) -> None:
    if not isinstance(leaf, str):
        return
    if len(leaf) > LONGEST_TEXT:
        msg = "free text belongs in the note, not in a line's data"
        raise ValueError(msg)
    if "\0" in leaf:
        msg = "a line's data cannot hold NUL"
        raise ValueError(msg)


def instant_text(at: datetime) -> str:
    """Return an aware instant as the chain spells it: UTC, microseconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content(texts: Sequence[bytes]) -> bytes:
    """Return the digest of a line's eight texts, whatever its place in the chain."""
    return sm3(b"".join(len(text).to_bytes(4, "big") + text for text in texts))


def link(before: str, sequence: int, pk: int, content_digest: bytes) -> str:
    """Return the hash that seals a line to the one before it."""
    return sm3(
        _MARK,
        bytes.fromhex(before),
        sequence.to_bytes(8, "big"),
        pk.to_bytes(8, "big"),
        content_digest,
    ).hex()


def note_digest(salt: bytes, audience: str, text: str) -> str:
    """Return the salted hash by which a line vouches for the note beside it."""
    return sm3(salt, audience.encode(), b"\0", text.encode("utf-8", "surrogatepass")).hex()
