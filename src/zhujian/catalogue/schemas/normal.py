"""What a person typed, brought into the shape the schema asks for, without guessing."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_SEPARATORS = re.compile(r"[\s\-‐‑–—−]+")
_DATE_WORDS = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?", re.ASCII)
_TRUE = frozenset({"true", "on", "1", "yes", "是", "有"})
_FALSE = frozenset({"false", "off", "0", "no", "否", "无", "没有"})


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and signs made half-width."""
    return unicodedata.normalize("NFKC", text).strip()


def clean(text: str) -> str:
    """Return the text without outer blanks, control characters and broken code points."""
    kept = "".join(
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    return kept.strip().strip("\u200b\ufeff").strip()


def normalise(schema: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values trimmed and typed as the schema says; what is empty is left out.

    Only what has exactly one meaning is changed: full-width digits, blanks and dashes inside
    numbers, 「是」 for a yes-or-no field. Everything else is left for `validate` to refuse.
    """
    properties = schema.get("properties", {})
    result: dict[str, Any] = {}
    for name, value in values.items():
        shaped = _shaped(properties.get(name, {}), value)
        if shaped is None or shaped in ("", []):
            continue
        result[name] = shaped
    return result


def _shaped(field: Mapping[str, Any], value: Any) -> Any:
    kind = field.get("type")
    if kind == "array":
        entries = value if isinstance(value, list) else [value]
        texts = [clean(entry) if isinstance(entry, str) else entry for entry in entries]
        return [entry for entry in texts if entry not in ("", None)]
    if not isinstance(value, str):
        return value
    text = clean(value)
    if kind in {"integer", "number"}:
        return _number(kind, text)
    if kind == "boolean":
        return _yes_or_no(text)
    return _formatted(field.get("format"), text)


def _number(kind: str, text: str) -> Any:
    plain = half_width(text).replace(",", "").replace(" ", "")
    if kind == "integer" and _WHOLE.fullmatch(plain):
        return int(plain)
    if kind == "number" and _DECIMAL.fullmatch(plain):
        return float(plain)
    return text


def _yes_or_no(text: str) -> Any:
    word = half_width(text).lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else text


def _formatted(form: str | None, text: str) -> str:
    if form in {"cn-id", "cn-uscc", "cn-mobile"}:
        plain = _SEPARATORS.sub("", half_width(text))
        return plain.upper() if plain.isascii() else text
    if form == "date":
        plain = half_width(text)
        match = _DATE_WORDS.fullmatch(plain)
        if match:
            year, month, day = match.groups()
            return f"{year}-{int(month):02}-{int(day):02}"
        return plain if plain.isascii() else text
    return text
