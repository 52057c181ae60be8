"""The four formats a field may have, each by what can be computed and nothing more."""

import re
from collections.abc import Callable, Mapping
from datetime import date

USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_ID = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_date(text: str) -> bool:
    """Tell whether this is a real calendar date, written 2026-01-31."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_cn_id(text: str) -> bool:
    """Tell whether this is an 18-digit ID number: check digit and a real birth date.

    The birth year is not judged: demo people are born in 1800.
    """
    if not _ID.fullmatch(text):
        return False
    if not is_date(f"{text[6:10]}-{text[10:12]}-{text[12:14]}"):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17]


def is_cn_mobile(text: str) -> bool:
    """Tell whether this is a mobile number of eleven digits."""
    return _MOBILE.fullmatch(text) is not None


def is_cn_uscc(text: str) -> bool:
    """Tell whether this is a unified social credit code (GB 32100) with its check character."""
    if not _USCC.fullmatch(text):
        return False
    total = sum(
        USCC_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(text[:17])
    )
    return USCC_LETTERS[(31 - total % 31) % 31] == text[17]


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "cn-id": is_cn_id,
    "cn-mobile": is_cn_mobile,
    "cn-uscc": is_cn_uscc,
    "date": is_date,
}

FORMAT_REASONS: Mapping[str, str] = {
    "cn-id": "身份证号应为 18 位，最后一位是校验码，请对照证件核对每一位。",
    "cn-mobile": "手机号应为 11 位数字，以 1 开头。",
    "cn-uscc": "统一社会信用代码应为 18 位，最后一位是校验码，请对照营业执照核对每一位。",
    "date": "日期请按「年-月-日」填写，例如 2026-03-05，并且要是真实存在的日子。",
}
