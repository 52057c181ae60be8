"""Legal bases as people write them short, and as a guide must name them."""

import re

from zhujian.config.demo.items.library import shared

_DIGITS = "零一二三四五六七八九"
_ARTICLES = re.compile(r"^(.*?)((?:\s+\d+)*)$")
_PLACES = ("千", "百", "十", "")
_ZEROS = re.compile("零+")


def legal_bases(text: str) -> list[str]:
    """Return 「食品安全法 35；…」 as 《中华人民共和国食品安全法》第三十五条, one a basis."""
    return [_basis(part.strip()) for part in text.split("；") if part.strip()]


def _basis(text: str) -> str:
    match = _ARTICLES.match(text)
    name = str(match[1]) if match else text
    articles = str(match[2]).split() if match else []
    title = str(shared("laws").get(name, name))
    whole = title if title.startswith("《") else f"《{title}》"
    return whole + "、".join(f"第{in_words(article)}条" for article in articles)


def in_words(article: str) -> str:
    """Return the number of an article in Chinese numerals: 35 → 三十五, 1076 → 一千零七十六."""
    words = ""
    for place, digit in zip(_PLACES[-len(article) :], article, strict=True):
        words += _DIGITS[int(digit)] + (place if digit != "0" else "")
    words = _ZEROS.sub("零", words).rstrip("零")
    return words[1:] if words.startswith("一十") else words
