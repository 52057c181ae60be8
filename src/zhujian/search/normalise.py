"""How text is made alike before it is compared: width, case, script, punctuation."""

import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

_NOT_WORD = re.compile(r"[^0-9a-z\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTERS = re.compile(r"[a-z]+")


@cache
def _variants() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in (DATA / "variants.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for pair in line.split():
            table[ord(pair[0])] = pair[1]
    return table


def fold(text: str) -> str:
    """Return the text in half width, small letters and simplified characters.

    Ordinary Chinese text keeps its length, so that a place found in the folded text is the
    same place in the original.
    """
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.lower().translate(_variants())


def fold_in_place(text: str) -> str:
    """Return the folded text character by character, so that positions always stay the same."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(piece if len(piece := fold(character)) == 1 else " " for character in text)


def normalise(text: str) -> str:
    """Return the folded text with every run of punctuation made one space."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def compact(text: str) -> str:
    """Return the normalised text without any space: how codes are compared."""
    return _NOT_WORD.sub("", fold(text))


def has_han(text: str) -> bool:
    """Tell whether a Chinese character stands in the text."""
    return _HAN.search(text) is not None


def is_letters(text: str) -> bool:
    """Tell whether the text is nothing but small Latin letters."""
    return _LETTERS.fullmatch(text) is not None


@cache
def fillers() -> tuple[str, ...]:
    """Return the words said around a question, longest first."""
    lines = (DATA / "fillers.txt").read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(words, key=len, reverse=True))
