"""What an archive says of itself, signed with the ledger key."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from zhujian.kernel.journal import signing
from zhujian.ops.archives.tarball import Member

NAME = "manifest.json"
FILES_LIST = "files.sm3"
KEYS = "keys.sealed"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """When and of what an archive was made, and the digest of each of its members.

    `tables` names the columns of each table of a logical copy (PostgreSQL). `migrations` are those
    that had run. `head` is the end of the journal in the copied database. `marks` tell the keys
    apart without telling them. The digests of stored files stand in a member of their own.
    """

    version: str
    made_at: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    head: tuple[int, str]
    marks: dict[str, str]
    members: tuple[Member, ...]
    files: int
    is_demo: bool
    missing: tuple[str, ...] = ()
    missing_count: int = 0
    tables: dict[str, list[str]] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Return the manifest with its signature."""
        told = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        signature = signing.sign_text(told)
        signed = {"manifest": told, "key": signing.public_key(), "signature": signature}
        return json.dumps(signed, ensure_ascii=False).encode()

    @property
    def made(self) -> datetime:
        """The instant at which the database was copied."""
        return datetime.fromisoformat(self.made_at)

    @property
    def holds_keys(self) -> bool:
        """Whether the keys are in the archive, sealed with a passphrase."""
        return any(member.name == KEYS for member in self.members)


@dataclass(frozen=True, slots=True)
class Signed:
    """A manifest with the signature under which it came."""

    manifest: Manifest
    text: str
    key: str
    signature: str

    @property
    def is_ours(self) -> bool:
        """Whether the ledger key of this installation signed it."""
        return self.key == signing.public_key()

    @property
    def is_genuine(self) -> bool:
        """Whether it is ours and unchanged."""
        return self.is_ours and signing.is_signed_text(self.text, self.signature)


def read(content: bytes) -> Signed:
    """Return the manifest that a member holds; raises ValueError, also for another format."""
    try:
        signed = json.loads(content)
        told: dict[str, Any] = json.loads(signed["manifest"])
        if told["format"] != FORMAT:
            msg = "another format"
            raise ValueError(msg)
        told["members"] = tuple(Member(**member) for member in told["members"])
        told["migrations"] = tuple((app, name) for app, name in told["migrations"])
        told["head"], told["missing"] = tuple(told["head"]), tuple(told["missing"])
        return Signed(Manifest(**told), signed["manifest"], signed["key"], signed["signature"])
    except (KeyError, TypeError) as error:
        msg = "no manifest"
        raise ValueError(msg) from error
