"""Credit codes and item codes: check character, parts, old schemes."""

import re
from dataclasses import dataclass

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_ITEM = re.compile(r"([0-9A-HJ-NPQRTUWXY]{18})([1-7])(\d{12})(\d{2})?", re.ASCII)
_BASIC = re.compile(r"\d{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CodeParts:
    """The parts of a code of the national scheme: 12, 31 or 33 characters."""

    credit_code: str
    level: str
    basic: str
    handling: str

    @property
    def kind(self) -> str:
        """The two digits of the basic code that name the type."""
        return self.basic[2:4]


def is_credit_code(text: str) -> bool:
    """Tell whether a unified social credit code is well formed and its check character right.

    GB 32100: weights 3^(i-1) mod 31, check (31 − Σ mod 31) mod 31.
    """
    if not _CREDIT.fullmatch(text):
        return False
    total = sum(LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(text[:17]))
    return LETTERS[(31 - total % 31) % 31] == text[17]


def parse_code(text: str) -> CodeParts | None:
    """Return the parts of a code of the national scheme, or None for one of an older scheme."""
    if _BASIC.fullmatch(text):
        return CodeParts("", "", text, "")
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    credit_code, level, basic, handling = match.groups()
    return CodeParts(credit_code, level, basic, handling or "")


def is_new_scheme(text: str) -> bool:
    """Tell whether a code is of the national scheme; older ones are kept as they are."""
    return parse_code(text) is not None


def basic_code_of(text: str) -> str:
    """Return the basic code inside a code of the national scheme, or `""`."""
    parts = parse_code(text)
    return parts.basic if parts else ""


def credit_code_of(text: str) -> str:
    """Return the credit code inside a code of the national scheme, or `""`."""
    parts = parse_code(text)
    return parts.credit_code if parts else ""


def credit_code_within(text: str) -> str:
    """Return the credit code that stands as a part of a code of an older scheme, or `""`."""
    return next((part for part in text.split("-") if is_credit_code(part)), "")
