"""Masking by the usual places (国家只定原则；出生日期段必须遮)."""

import re

from zhujian.kernel.privacy.detection import Finding, Kind, detect
from zhujian.kernel.privacy.digits import normalise_digits

_KEPT: dict[Kind, tuple[int, int]] = {
    "id_card": (6, 2),
    "id_card_15": (6, 2),
    "phone": (3, 4),
    "bank_card": (0, 4),
}
DOUBLE_SURNAMES = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 端木 南宫 西门 独孤 长孙 "
    "宇文 轩辕 申屠 太史 呼延 钟离 闻人 万俟 赫连 澹台 公冶 宗政 濮阳 淳于 单于 仲孙 拓跋"
)
_SIGN = re.compile(r"[0-9Xx]")


def mask_text(text: str) -> str:
    """Return `text` with every personal number masked in its place."""
    parts: list[str] = []
    at = 0
    for finding in detect(text):
        parts += text[at : finding.start], _masked(finding)
        at = finding.end
    return "".join(parts) + text[at:]


def _masked(finding: Finding) -> str:
    return _starred(finding.text, *_KEPT[finding.kind])


def _starred(text: str, first: int, last: int) -> str:
    """Return the text with all digits but the first and last few as `*`, blanks and dashes kept."""
    plain = normalise_digits(text)
    total = len(_SIGN.findall(plain))
    seen = 0
    result = []
    for shown, character in zip(text, plain, strict=True):
        if _SIGN.match(character):
            seen += 1
            result.append(shown if seen <= first or seen > total - last else "*")
        else:
            result.append(shown)
    return "".join(result)


def mask_id(value: str) -> str:
    """Return an ID number with its first six and last two characters; a shorter one all masked."""
    return _whole(value, *_KEPT["id_card"])


def mask_phone(value: str) -> str:
    """Return a phone number as `138****1234`; a short one all masked."""
    return _whole(value, *_KEPT["phone"])


def mask_card(value: str) -> str:
    """Return the last four digits of a card or account, the others masked."""
    return _whole(value, *_KEPT["bank_card"])


def _whole(value: str, first: int, last: int) -> str:
    value = value.strip()
    if len(value) < first + last + 4:
        return "*" * len(value)
    return value[:first] + "*" * (len(value) - first - last) + value[-last:]


def mask_name(value: str) -> str:
    """Return the surname and one star: 张*, 欧阳*; a foreign name keeps its first character."""
    name = value.strip()
    if not name:
        return ""
    return f"{name[:2] if len(name) > 2 and name[:2] in DOUBLE_SURNAMES else name[0]}*"
