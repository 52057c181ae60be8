"""Text of a cell or a field: blanks, widths, lists."""

import re
import unicodedata
from typing import Any

from zhujian.catalogue.schemas.normal import clean, half_width

_LINES = re.compile(r"[\n；;]+")
_NUMBERED = re.compile(
    r"^\s*(?:[（(]?\d{1,2}[)）.．、]|[①-⑳]|[（(][一二三四五六七八九十]+[)）])\s*(?=\D)"
)


class Misshapen(ValueError):  # noqa: N818 -- carries a sentence, not an error report
    """A value that cannot be understood; its text is a Chinese sentence."""


def plain(value: Any) -> str:
    """Return a value as trimmed text; a whole float loses its `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def word(value: Any) -> str:
    """Return a short word in half-width, without any blank inside."""
    return re.sub(r"\s+", "", half_width(plain(value)))


def official(value: Any) -> str:
    """Return a name as it is written: outer blanks and line breaks gone, digits half-width.

    Chinese punctuation stays as it is.
    """
    text = re.sub(r"\s*\n\s*", "", plain(value))
    letters = [
        unicodedata.normalize("NFKC", letter)
        if "０" <= letter <= "９" or "Ａ" <= letter <= "Ｚ" or "ａ" <= letter <= "ｚ"
        else letter
        for letter in text.replace("\u3000", " ").replace("\u00a0", " ")
    ]
    return re.sub(r" {2,}", " ", "".join(letters)).strip()


def lines(value: Any) -> list[str]:
    """Return a list of trimmed lines from a list or from text cut at line ends and semicolons."""
    if isinstance(value, list | tuple):
        return [text for entry in value if (text := plain(entry))]
    return [
        text for part in _LINES.split(plain(value)) if (text := _NUMBERED.sub("", part).strip())
    ]
