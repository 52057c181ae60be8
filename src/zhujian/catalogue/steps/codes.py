"""What may be an item's code: any scheme there ever was, as long as it makes an address."""

import re

from zhujian.kernel.refusals import FieldRefusal, Refused

MAX_CODE = 100
_CODE = re.compile(r"[\w()\[\]（）〔〕·.,:;+=*@~!$|-]{1,100}")
_SOMETHING = re.compile(r"[^\W_]")


def checked_code(code: str) -> str:
    """Return a code that can stand in an address, or refuse it (422 `code`)."""
    if not code:
        raise _refusal("缺少事项编码。")
    if len(code) > MAX_CODE:
        raise _refusal(f"事项编码最多 {MAX_CODE} 个字符。")
    if not _CODE.fullmatch(code) or not _SOMETHING.search(code):
        raise _refusal("事项编码只能由字母、数字、汉字和 - . _ ( ) 等符号组成，不能有空格和斜杠。")
    return code


def _refusal(text: str) -> Refused:
    return Refused("code", text, fields=(FieldRefusal("code", text),))
