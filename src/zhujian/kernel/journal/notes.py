"""Notes beside lines: sealed when written, opened when shown."""

import os
from typing import NamedTuple

from zhujian.kernel import crypto
from zhujian.kernel.journal import chain

SALT_BYTES = 16


class SealedNote(NamedTuple):
    """A note ready to be kept: the bytes for its row, the hash for its line."""

    sealed: bytes
    digest: str


def close(text: str, audience: str) -> SealedNote:
    """Return the note under a fresh salt, encrypted."""
    salt = os.urandom(SALT_BYTES)
    sealed = crypto.encrypt(salt + text.encode("utf-8", "surrogatepass"))
    return SealedNote(sealed, chain.note_digest(salt, audience, text))


def reopen(sealed: bytes, audience: str) -> tuple[str, str]:
    """Return the text and the hash its line must carry; raise Unreadable if it was changed."""
    plain = crypto.decrypt(sealed)
    salt, text = plain[:SALT_BYTES], plain[SALT_BYTES:].decode("utf-8", "surrogatepass")
    return text, chain.note_digest(salt, audience, text)
