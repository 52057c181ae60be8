"""The shape of a number: ISO 7064 MOD 37,36 over Crockford's letters; no Django, no clock."""

import re
import unicodedata
from datetime import date

from zhujian.kernel.refusals import FieldRefusal, Refused

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NEVER_DEALT = frozenset("ILOU")
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
RANDOM_LENGTH = 6

_SHAPE = re.compile(r"([A-Z]{2})(\d{8})([0-9A-HJKMNP-TV-Z]{6})([0-9A-HJKMNP-TV-Z])")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―−－_.·]+")


def check_character(text: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of letters and digits."""
    product = 36
    for character in text:
        product = (product + ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return ALPHABET[(37 - product) % 36]


def is_well_checked(text: str) -> bool:
    """Return whether the last character is the check character of those before it."""
    return check_character(text[:-1]) == text[-1]


def is_dealable(text: str) -> bool:
    """Return whether a whole number may be handed out.

    Its check character is not one that is read as another, and no two neighbours, from the last
    digit of the date on, can be swapped unnoticed (MOD 37,36 misses one swap in 630).
    """
    if text[-1] in NEVER_DEALT:
        return False
    return not any(
        text[at] != text[at + 1] and is_well_checked(_swapped(text, at))
        for at in range(9, len(text) - 1)
    )


def dashed(text: str) -> str:
    """Return the canonical writing `BJ20261124-7K3M9Q-G`."""
    return f"{text[:10]}-{text[10:16]}-{text[16]}"


def parse(text: str) -> str:
    """Return the canonical number a person meant, or refuse (422 `number_check`).

    Dashes and blanks are optional, small and full-width letters are read, O as 0, I and L as 1.
    """
    typed = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(READ_AS)
    shape = _SHAPE.fullmatch(typed)
    if shape is None or not _is_date(shape[2]) or not is_well_checked(typed):
        reason = "编号有误：请逐个字符核对，例如 BJ20261124-7K3M9Q-G（字母和数字，不分大小写）。"
        raise Refused("number_check", reason, fields=(FieldRefusal("number", reason),))
    return dashed(typed)


def _swapped(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
