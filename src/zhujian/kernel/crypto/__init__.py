"""National cryptography for data at rest: SM4-GCM to keep, SM3-HMAC to look up.

The data key encrypts, the index key looks up; they are different keys, so whoever holds a copy
of the database and one of them still cannot do what the other does.
"""

from zhujian.kernel.crypto.digests import hmac_sm3, sm3
from zhujian.kernel.crypto.sealing import (
    UnknownKey,
    Unreadable,
    decrypt,
    encrypt,
    index_of,
    open_with,
    seal_with,
)

__all__ = [
    "UnknownKey",
    "Unreadable",
    "decrypt",
    "encrypt",
    "hmac_sm3",
    "index_of",
    "open_with",
    "seal_with",
    "sm3",
]
