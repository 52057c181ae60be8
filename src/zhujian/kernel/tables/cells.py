"""What a cell says, as clean text; no Django."""

import re
import unicodedata
from datetime import date, datetime, time

# Control signs, and marks that turn the direction of writing: nobody sees them, they mislead.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[\s\u00a0\u200b-\u200d\u2060\ufeff]+")
_HALF = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},
    **{code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)},
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},
}
EXACT_DIGITS = 15
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def plain_text(value: object) -> str:
    """Return a cell as text: outer and doubled blanks gone, full-width digits and letters half."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return _BLANKS.sub(" ", _CONTROLS.sub("", str(value))).strip().translate(_HALF)


def lined_text(value: object) -> str:
    """Return a cell as text that keeps its line breaks; each line is cleaned by itself."""
    if not isinstance(value, str):
        return plain_text(value)
    return "\n".join(line for part in value.splitlines() if (line := plain_text(part)))


def code_text(text: str) -> str:
    """Return a code without blanks inside, with half-width signs."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def header_text(text: str) -> str:
    """Return a header in the form in which headers are compared."""
    bare = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-*:：（）()]+", "", bare)


def fault_of(value: object, *, has_formula: bool) -> str:
    """Return what makes a cell unreadable, as a Chinese sentence, or `""`."""
    if isinstance(value, str) and value.strip() in ERRORS:
        return "公式出错，请改正后粘贴为数值"
    if has_formula and value in (None, ""):
        return "单元格是公式且没有计算结果，请粘贴为数值"
    if isinstance(value, str) and re.match(r"=[A-Za-z0-9(]", value.strip()):
        return "单元格是公式，请粘贴为数值"
    if isinstance(value, int | float) and not isinstance(value, bool):
        digits = f"{abs(value):.0f}"
        if len(digits) > EXACT_DIGITS:
            return (
                f"数字超过{EXACT_DIGITS}位，表格软件已经丢失末位，请把这一列设为文本格式后重新填写"
            )
    return ""
