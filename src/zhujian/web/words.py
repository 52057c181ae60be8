"""Dates, numbers and durations as people here read them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from zhujian.kernel.clock import CHINA

_WEEKDAYS = "一二三四五六日"
_UNITS = {"workday": "个工作日", "day": "天", "month": "个月"}
_THIN = "\u202f"


def date_cn(value: date | datetime | str) -> str:
    """Return a day as 2026年11月24日 (周二); an instant counts by the clock of China."""
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日 (周{_WEEKDAYS[day.weekday()]})"


def datetime_cn(value: datetime | str) -> str:
    """Return an instant as 2026年11月24日 (周二) 09:30, by the clock of China."""
    return f"{date_cn(value)} {instant(value):%H:%M}"


def iso(value: date | datetime) -> str:
    """Return a day or an instant for `<time datetime>`: China's offset, no fractions."""
    if isinstance(value, datetime):
        return instant(value).replace(microsecond=0).isoformat()
    return value.isoformat()


def pub_date(value: date | datetime) -> str:
    """Return an instant as the national meta tag PubDate wants it: YYYY-MM-DD HH:MM."""
    if isinstance(value, datetime):
        return f"{instant(value):%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d} 00:00"


def number_cn(value: float) -> str:
    """Return a number with narrow spaces between thousands: 30 000, 12 500.5."""
    return f"{value:,}".replace(",", _THIN)


def percent_cn(value: float, digits: int = 1) -> str:
    """Return a share between 0 and 1 as a percentage, without needless zeros: 98.6%."""
    text = f"{value * 100:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def duration(value: Any) -> str:
    """Return a promised time `{n, unit}` or a stretch of time in words.

    Units are workday, day and month; 0 is done on the spot. A timedelta is given in its two
    largest units.
    """
    if value is None:
        return "未公布"
    if isinstance(value, timedelta):
        return _stretch(value)
    n, unit = _count(value)
    return "当场办结" if n == 0 else f"{n} {_UNITS[unit]}"


def _count(value: Any) -> tuple[int, str]:
    if isinstance(value, Mapping):
        return int(value["n"]), str(value["unit"])
    return int(value.n), str(value.unit)


def _stretch(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    parts = [(days, "天"), (hours, "小时"), (minutes % 60, "分钟")]
    words = [f"{n} {unit}" for n, unit in parts if n]
    return " ".join(words[:2]) or "不到 1 分钟"


def instant(value: datetime | str) -> datetime:
    """Return an instant by the clock of China; a naive one is China's already."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(CHINA) if found.tzinfo else found.replace(tzinfo=CHINA)


def _day(value: date | datetime | str) -> date:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return instant(value).date() if isinstance(value, datetime) else value
