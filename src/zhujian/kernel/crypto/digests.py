"""SM3 (GB/T 32905) and HMAC over it."""

from cryptography.hazmat.primitives import hashes, hmac


def sm3(*parts: bytes) -> bytes:
    """Return the SM3 digest (32 bytes) of the parts joined."""
    digest = hashes.Hash(hashes.SM3())
    for part in parts:
        digest.update(part)
    return digest.finalize()


def hmac_sm3(key: bytes, *parts: bytes) -> bytes:
    """Return the SM3-HMAC (32 bytes) of the parts joined."""
    code = hmac.HMAC(key, hashes.SM3())
    for part in parts:
        code.update(part)
    return code.finalize()
