"""Encryption with the data key and keyed lookup with the index key.

A sealed value is `scheme (1 byte) · key id (1 byte) · nonce (12) · ciphertext · tag (16)`. The
key id is derived from the key, so that a value sealed with a key this installation does not
hold is told apart from a value that somebody changed.
"""

import functools
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from zhujian.kernel.crypto.digests import hmac_sm3

SCHEME_SM4_GCM = 1
NONCE_BYTES = 12
TAG_BYTES = 16
HEAD_BYTES = 2


class Unreadable(ValueError):  # noqa: N818 -- a finding about a value
    """A sealed value that was changed, or that is no sealed value."""


class UnknownKey(Unreadable):
    """A value sealed with a key that this installation does not hold."""


def encrypt(plain: bytes) -> bytes:
    """Return `plain` sealed with the data key (SM4-GCM); the same value never looks the same."""
    return seal_with(settings.DATA_KEY, plain)


def decrypt(sealed: bytes) -> bytes:
    """Return what `encrypt` was given; raise Unreadable when so much as one bit was changed."""
    return open_with(settings.DATA_KEY, sealed)


def seal_with(secret: bytes, plain: bytes) -> bytes:
    """Return `plain` sealed with a secret of at least 16 bytes."""
    key, key_id = _data_key(secret)
    nonce = os.urandom(NONCE_BYTES)
    head = bytes((SCHEME_SM4_GCM, key_id))
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(head)
    body = encryptor.update(plain) + encryptor.finalize()
    return head + nonce + body + encryptor.tag


def open_with(secret: bytes, sealed: bytes) -> bytes:
    """Return what `seal_with` was given; raise UnknownKey for another secret, else Unreadable."""
    sealed = bytes(sealed)
    if len(sealed) < HEAD_BYTES + NONCE_BYTES + TAG_BYTES or sealed[0] != SCHEME_SM4_GCM:
        msg = "not a sealed value"
        raise Unreadable(msg)
    key, key_id = _data_key(secret)
    if sealed[1] != key_id:
        msg = "sealed with another data key"
        raise UnknownKey(msg)
    nonce = sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
    body, tag = sealed[HEAD_BYTES + NONCE_BYTES : -TAG_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(sealed[:HEAD_BYTES])
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        msg = "a sealed value was changed"
        raise Unreadable(msg) from error


def index_of(value: str, *, purpose: str) -> str:
    """Return the keyed index (64 hex digits) by which an encrypted value is found again.

    Indexes of different purposes cannot be compared: the same digits as phone and as card
    number have nothing in common.
    """
    return hmac_sm3(
        settings.INDEX_KEY, purpose.encode(), b"\0", value.encode("utf-8", "surrogatepass")
    ).hex()


@functools.lru_cache(maxsize=4)
def _data_key(secret: bytes) -> tuple[bytes, int]:
    key = hmac_sm3(secret, b"zhujian data key, SM4-GCM")[:16]
    return key, hmac_sm3(key, b"key id")[0]
