"""Digits in whatever dress, one character for one character."""

import re
import unicodedata

_DRESSED = re.compile(r"[^\x00-\x7f]")


def normalise_digits(text: str) -> str:
    """Return `text` with every decimal digit (full-width and others) as 0–9, and Ｘ as X.

    The length stays the same, so places found in the result are places in the text.
    """
    if text.isascii():
        return text
    return _DRESSED.sub(_undress, text)


def _undress(match: re.Match[str]) -> str:
    character = match[0]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return {"Ｘ": "X", "ｘ": "x"}.get(character, character)
