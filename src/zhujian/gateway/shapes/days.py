"""Days as they are written: 2026-11-24, nothing else."""

import re
from datetime import date
from typing import Any

_DAY = re.compile(r"(19|20)\d{2}-\d{2}-\d{2}", re.ASCII)


def read_day(value: Any) -> date:
    """Return a written day, or raise ValueError with a Chinese sentence."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        msg = "应为日期，写作 2026-11-24。"
        raise ValueError(msg)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        msg = "这一天不存在，请核对日期。"
        raise ValueError(msg) from error
