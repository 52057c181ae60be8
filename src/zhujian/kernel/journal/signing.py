"""A head and its Ed25519 signature with the ledger key."""

import functools
import json
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from zhujian.kernel import clock
from zhujian.kernel.crypto import hmac_sm3
from zhujian.kernel.journal import chain

_TEXT = b"zhujian text 1\n"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at some instant, signed; `key` is the public key in hex."""

    sequence: int
    hash: str
    at: str
    key: str
    signature: str

    def to_json(self) -> str:
        """Return the head as one line."""
        return json.dumps(asdict(self), separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Head":
        """Return the head a line holds, or raise ValueError."""
        try:
            head = cls(**json.loads(text))
        except (TypeError, AttributeError) as error:
            msg = "not a head"
            raise ValueError(msg) from error
        texts = (head.hash, head.at, head.key, head.signature)
        if type(head.sequence) is not int or not all(isinstance(text, str) for text in texts):
            msg = "not a head"
            raise ValueError(msg)
        return head


def sign(sequence: int, digest: str) -> Head:
    """Return a signed head."""
    at = chain.instant_text(clock.now())
    private, public = _keys(settings.LEDGER_KEY)
    return Head(sequence, digest, at, public, private.sign(_message(sequence, digest, at)).hex())


def public_key() -> str:
    """Return this installation's public key in hex."""
    return _keys(settings.LEDGER_KEY)[1]


def is_genuine(head: Head) -> bool:
    """Return whether this installation's ledger key signed the head."""
    return _is_signed(settings.LEDGER_KEY, head)


def sign_text(text: str) -> str:
    """Return the signature of a text that is no head (a backup's manifest), in hex."""
    private, _ = _keys(settings.LEDGER_KEY)
    return private.sign(_TEXT + text.encode()).hex()


def is_signed_text(text: str, signature: str) -> bool:
    """Return whether this installation's ledger key signed the text."""
    private, _ = _keys(settings.LEDGER_KEY)
    try:
        private.public_key().verify(bytes.fromhex(signature), _TEXT + text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@functools.lru_cache(maxsize=16)
def _is_signed(secret: bytes, head: Head) -> bool:
    private, public = _keys(secret)
    if head.key != public:
        return False
    try:
        message = _message(head.sequence, head.hash, head.at)
        private.public_key().verify(bytes.fromhex(head.signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(sequence: int, digest: str, at: str) -> bytes:
    return f"zhujian head 1\n{sequence}\n{digest}\n{at}".encode()


@functools.lru_cache(maxsize=4)
def _keys(secret: bytes) -> tuple[Ed25519PrivateKey, str]:
    private = Ed25519PrivateKey.from_private_bytes(hmac_sm3(secret, b"zhujian ledger, Ed25519"))
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return private, public.hex()
