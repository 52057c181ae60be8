"""Numbers that prove themselves: check digits and real dates."""

import re
from datetime import date

_ID = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{9}[\dXx]", re.ASCII)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            *(71, 81, 82, 83, 91),
        ),
    )
)
_ID_15 = re.compile(r"\d{15}", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_CARD = re.compile(r"[3469]\d{15,18}|5(?!1)\d{15,18}|51\d{14}|2(?!0)\d{15,18}", re.ASCII)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)


def is_id_number(text: str) -> bool:
    """Return whether 18 characters are an ID number (GB 11643): check digit and a real birth date.

    Nothing more is asked: demo people are born in 1800, and area codes come and go.
    """
    if not _ID.fullmatch(text) or not _is_date(int(text[6:10]), text[10:12], text[12:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, text[:17], strict=True))
    return _ID_CHECKS[total % 11] == text[17].upper()


def is_id_15(text: str) -> bool:
    """Return whether 15 digits are an ID number of the old form: a province, a real birth date."""
    if not _ID_15.fullmatch(text) or text[:2] not in _PROVINCES:
        return False
    return _is_date(1900 + int(text[6:8]), text[8:10], text[10:12])


def is_mobile(text: str) -> bool:
    """Return whether 11 digits are a mobile number of the mainland."""
    return _MOBILE.fullmatch(text) is not None


def is_bank_card(text: str) -> bool:
    """Return whether 16–19 digits are a bank card: a bank's first digit, and Luhn's check digit.

    Numbers that begin with 0, 1, 7, 8, with 20 (timestamps), or with 51 beyond 16 digits (codes
    of Sichuan) are no cards; nor is a valid credit code, unless it begins with 62 as cards do.
    """
    if not _CARD.fullmatch(text) or is_office_code(text):
        return False
    digits = [int(digit) for digit in reversed(text)]
    doubled = [2 * digit - 9 if digit > 4 else 2 * digit for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_credit_code(text: str) -> bool:
    """Return whether 18 characters are a unified social credit code (GB 32100) by its check."""
    if not _CREDIT.fullmatch(text):
        return False
    total = 0
    weight = 1
    for character in text[:17]:
        total += _CREDIT_ALPHABET.index(character) * weight
        weight = weight * 3 % 31
    return _CREDIT_ALPHABET[-total % 31] == text[17]


def is_office_code(text: str) -> bool:
    """Return whether 18 characters are a credit code and cannot be a UnionPay card (62…)."""
    return not text.startswith("62") and is_credit_code(text)


def _is_date(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True
