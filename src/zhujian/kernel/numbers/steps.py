"""Handing out a number inside the caller's transaction."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import IntegrityError, transaction

from zhujian.kernel import clock, rows
from zhujian.kernel.numbers.kinds import kind_of
from zhujian.kernel.numbers.models import Number
from zhujian.kernel.numbers.rules import (
    CROCKFORD,
    RANDOM_LENGTH,
    check_character,
    dashed,
    is_dealable,
)

_chance: ContextVar[random.Random] = ContextVar("chance")
_SYSTEM_CHANCE = secrets.SystemRandom()


@contextmanager
def dealt_from(chance: random.Random) -> Iterator[None]:
    """Let numbers inside be drawn from a seeded source, so that a demo city repeats."""
    token = _chance.set(chance)
    try:
        yield
    finally:
        _chance.reset(token)


def draw(letters: str, *, on: date | None = None) -> str:
    """Return a fresh number of a registered kind, dated `on` (default today in China)."""
    kind_of(letters)
    head = f"{letters}{on or clock.today():%Y%m%d}"
    while True:
        number = _candidate(head)
        if number and _is_kept(number, letters):
            return number


def _candidate(head: str) -> str | None:
    chance = _chance.get(_SYSTEM_CHANCE)
    body = head + "".join(chance.choice(CROCKFORD) for _ in range(RANDOM_LENGTH))
    whole = body + check_character(body)
    return dashed(whole) if is_dealable(whole) else None


def _is_kept(number: str, letters: str) -> bool:
    try:
        with transaction.atomic():
            rows.insert(Number(number=number, letters=letters, drawn_at=clock.now()))
    except IntegrityError:
        return False  # dealt before: draw again
    return True
