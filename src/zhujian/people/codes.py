"""Codes of six digits: those sent to a phone and those of a second factor."""

import secrets
from hmac import compare_digest

import pyotp
from django.conf import settings

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import PendingSignIn, SecondFactor
from zhujian.people.rules import CODE_DIGITS

STEP_SECONDS = 30


def new_pending_ref() -> str:
    """Return the reference of a pending sign-in, which nobody can guess."""
    return secrets.token_urlsafe(32)


def code_of(pending: PendingSignIn) -> str:
    """Return the code of a pending sign-in.

    It is computed from its reference and the index key and stored nowhere, not even hashed.
    """
    keyed = index_of(pending.ref, purpose="sign-in-code")
    return f"{int(keyed, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def is_code_of(pending: PendingSignIn, code: str) -> bool:
    """Say whether the code is the pending sign-in's."""
    return compare_digest(code_of(pending).encode(), code.encode())


def _steps_allowed() -> range:
    """Return the steps of time around the present whose code is taken.

    One to each side is for clocks that differ. The demo shows its code on the page and takes
    more steps ahead, so that several visitors may sign in as one person within half a minute.
    """
    present = int(clock.now().timestamp()) // STEP_SECONDS
    return range(present - 1, present + (40 if settings.DEMO else 1) + 1)


def matching_step(factor: SecondFactor, code: str) -> int | None:
    """Return the unused step of time whose code this is, or None."""
    totp = pyotp.TOTP(factor.secret, interval=STEP_SECONDS)
    for step in _steps_allowed():
        is_unused = step > factor.last_step
        if is_unused and compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode()):
            return step
    return None


def demo_factor_code(factor: SecondFactor) -> str:
    """Return the code of the first step of time, from the present on, that is not used up."""
    present = int(clock.now().timestamp()) // STEP_SECONDS
    step = max(present, factor.last_step + 1)
    return pyotp.TOTP(factor.secret, interval=STEP_SECONDS).at(step * STEP_SECONDS)


def provisioning_uri(factor: SecondFactor, *, login: str, issuer: str) -> str:
    """Return the address that an authenticator app reads."""
    totp = pyotp.TOTP(factor.secret, interval=STEP_SECONDS, name=login, issuer=issuer)
    return totp.provisioning_uri()
