"""The keys of a home: told apart by marks, sealed with a passphrase to travel."""

import json
import os
import secrets
from hashlib import scrypt
from pathlib import Path

from django.conf import settings

from zhujian.kernel.crypto import UnknownKey, Unreadable, hmac_sm3, open_with, seal_with
from zhujian.kernel.refusals import Refused

SHORTEST = 12
# What must be the same for the data to be read and the ledger to be judged.
NEEDED = ("data", "index", "ledger")
_NAMES = ("secret", *NEEDED)
_WORDS = {"secret": "会话密钥", "data": "数据密钥", "index": "索引密钥", "ledger": "账本密钥"}
_SALT_BYTES = 16
_MARK = b"zhujian backup, mark of a key"


def marks() -> dict[str, str]:
    """Return a mark of each key in force; nothing can be learned from it but sameness."""
    return {name: hmac_sm3(key, _MARK).hex()[:16] for name, key in held().items()}


def differing(told: dict[str, str]) -> list[str]:
    """Return the needed keys that are not those of an archive, in words."""
    mine = marks()
    return [_WORDS[name] for name in NEEDED if told.get(name) != mine[name]]


def sealed(passphrase: str) -> bytes:
    """Return all keys sealed with a passphrase (scrypt, SM4-GCM)."""
    salt = secrets.token_bytes(_SALT_BYTES)
    told = json.dumps({name: key.hex() for name, key in held().items()})
    return salt + seal_with(_stretched(passphrase, salt), told.encode())


def unsealed(content: bytes, passphrase: str) -> dict[str, bytes]:
    """Return the keys that `sealed` sealed, or refuse."""
    salt, body = content[:_SALT_BYTES], content[_SALT_BYTES:]
    try:
        told = json.loads(open_with(_stretched(passphrase, salt), body))
    except UnknownKey as error:
        raise Refused("passphrase", "口令不对，打不开备份中的密钥。") from error
    except (Unreadable, ValueError) as error:
        raise Refused("keys_broken", "备份中的密钥已损坏，打不开。") from error
    return {name: bytes.fromhex(told[name]) for name in _NAMES}


def check_passphrase(passphrase: str) -> str:
    """Return the passphrase, or refuse one that is too short."""
    if len(passphrase) < SHORTEST:
        raise Refused("passphrase_short", f"口令至少 {SHORTEST} 个字符。")
    return passphrase


def refuse_named_keys() -> None:
    """Refuse to lay down keys where the environment names others, which would win."""
    for name in _NAMES:
        variable = f"ZHUJIAN_{name.upper()}_KEY"
        if os.environ.get(variable) or os.environ.get(f"{variable}_FILE"):
            text = f"环境变量 {variable} 指定了另一把密钥。请先改成备份时的密钥，或者去掉它再恢复。"
            raise Refused("keys_named", text, status=409)


def lay(keys: dict[str, bytes]) -> None:
    """Write keys into the home (mode 600) and use them from now on."""
    folder = Path(settings.KEYS)
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, key in keys.items():
        file = folder / f"{name}.key"
        file.touch(mode=0o600)
        file.write_text(key.hex(), encoding="ascii")
    use(keys)


def use(keys: dict[str, bytes]) -> None:
    """Let this process use some keys from now on."""
    for name, key in keys.items():
        setattr(settings, f"{name.upper()}_KEY", key.hex() if name == "secret" else key)


def held() -> dict[str, bytes]:
    """Return the keys in force."""
    return {
        "secret": bytes.fromhex(settings.SECRET_KEY),
        "data": settings.DATA_KEY,
        "index": settings.INDEX_KEY,
        "ledger": settings.LEDGER_KEY,
    }


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return scrypt(passphrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
