"""Codes and names of divisions as values; no Django."""

import re

COMMITTEES = ("村民委员会", "社区居民委员会", "居民委员会")
TOWN_SUFFIXES = ("街道办事处", "街道", "镇", "乡")
VILLAGE_SUFFIXES = ("社区", "村")


def short_name(name: str) -> str:
    """Return the name people use: 石虎村 for 石虎村村民委员会, 武都社区 for 武都社区居民委员会."""
    for committee, kept in (("社区居民委员会", "社区"), ("村民委员会", ""), ("居民委员会", "")):
        if name.endswith(committee) and name != committee:
            return name.removesuffix(committee) + kept
    return name


def bare_name(name: str) -> str:
    """Return the name without what says its level: 石虎, 武都, 汉旺, 剑南."""
    name = short_name(name)
    for suffix in (*TOWN_SUFFIXES, *VILLAGE_SUFFIXES):
        if name.endswith(suffix) and len(name) >= len(suffix) + 2:
            return name.removesuffix(suffix)
    return name


def level_of(code: str) -> str:
    """Return the level that a 12-digit code says."""
    if code.endswith("000000"):
        return "county"
    return "town" if code.endswith("000") else "village"


def parent_code(code: str) -> str:
    """Return the code of the division above a town or a village."""
    return code[:9] + "000" if level_of(code) == "village" else code[:6] + "000000"


def full_code(text: str) -> str | None:
    """Return the 12-digit code that 6, 9 or 12 digits mean, or None."""
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", text):
        return None
    return text.ljust(12, "0")
