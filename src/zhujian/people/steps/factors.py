"""Second factors: their recovery codes."""

import secrets

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import RecoveryCode, User
from zhujian.people.rules import PAPER_LETTERS, without_blanks

_LENGTH = 10
_COUNT = 10


def new_recovery_codes(user: User) -> list[str]:
    """Return fresh recovery codes of a person, whose earlier ones end."""
    RecoveryCode.objects.filter(user=user).delete()
    fresh = ["".join(secrets.choice(PAPER_LETTERS) for _ in range(_LENGTH)) for _ in range(_COUNT)]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(user=user, digest=_digest(user, code)) for code in fresh]
    )
    return [f"{code[:5]}-{code[5:]}" for code in fresh]


def use_recovery_code(user: User, text: str) -> bool:
    """Use up a recovery code; False where it is none of this person's, or was used."""
    code = without_blanks(text).upper()
    if len(code) != _LENGTH:
        return False
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at=None)
    return unused.update(used_at=clock.now()) == 1


def _digest(user: User, code: str) -> str:
    return index_of(f"{user.ref}|{code}", purpose="recovery-code")
