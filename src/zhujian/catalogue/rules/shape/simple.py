"""Codes, limits, numbers, yes and no, dates, addresses."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhujian.catalogue.rules.shape.text import Misshapen, plain, word
from zhujian.catalogue.schemas.normal import half_width

_SPLIT = re.compile(r"[、,，;；^|/\n\s]+")
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
_DATE = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?", re.ASCII)
_LIMIT = re.compile(
    r"(?:自?[^\d]{0,20})?(\d{1,4})\s*个?\s*(工作日|自然日|日历日|日|天|月|month|workday|day)?s?(.*)",
    re.ASCII | re.DOTALL,
)
_AT_ONCE = frozenset({"即办", "即时", "即时办结", "当场", "当场办结", "即办件", "当日", "立等可取"})
UNITS: Mapping[str, str] = {
    "": "workday",
    "工作日": "workday",
    "个工作日": "workday",
    "workday": "workday",
    "workdays": "workday",
    "1": "workday",
    "自然日": "day",
    "日历日": "day",
    "日": "day",
    "天": "day",
    "day": "day",
    "days": "day",
    "月": "month",
    "个月": "month",
    "month": "month",
    "months": "month",
}
_TRUE = frozenset({"是", "1", "true", "yes", "y", "有", "支持", "收费", "已进驻", "√"})
_FALSE = frozenset({"否", "0", "false", "no", "n", "无", "不支持", "不收费", "未进驻", "×", "免费"})
_OTHER_NAMES: Mapping[str, str] = {
    "其他类别": "其他行政权力",
    "其他权力": "其他行政权力",
    "其它行政权力": "其他行政权力",
    "其他行政权力事项": "其他行政权力",
    "其他职权": "其他行政权力",
    "其它类别": "其他行政权力",
    "其它权力": "其他行政权力",
    "其他": "其他行政权力",
    "其它": "其他行政权力",
    "依申请其他行政权力": "其他行政权力",
    "政府公共服务": "公共服务",
    "依申请公共服务": "公共服务",
    "依申请办理的公共服务": "公共服务",
    "公共服务事项": "公共服务",
    "个人": "自然人",
    "企业": "企业法人",
    "法人": "企业法人",
    "事业单位": "事业法人",
    "社会组织": "社会组织法人",
    "非法人企业": "企业法人",
    "承诺办件": "承诺件",
    "即办": "即办件",
    "市级": "市级",
    "县级": "县级",
    "区级": "县级",
    "镇级": "镇（乡、街道）级",
    "乡级": "镇（乡、街道）级",
    "乡镇级": "镇（乡、街道）级",
    "街道": "镇（乡、街道）级",
    "村级": "村（社区）级",
    "社区": "村（社区）级",
    "法定行使": "法定本级行使",
    "法定机关(机构)": "法定机关",
    "窗口": "窗口办理",
    "网上": "电脑端网上办理",
    "网上办理": "电脑端网上办理",
    "电脑端": "电脑端网上办理",
    "移动端": "移动端网上办理",
    "手机": "移动端网上办理",
    "快递": "快递申请",
    "没有": "无",
}


def code(value: Any, choices: Mapping[str, str]) -> str:
    """Return the code of a choice given as its code, its name, or another name for it."""
    text = word(value)
    if not text:
        return ""
    names = {word(label): key for key, label in choices.items()}
    for name in (text, _OTHER_NAMES.get(text, ""), text.removesuffix("事项").removesuffix("类")):
        if name in choices:
            return name
        if word(name) in names:
            return names[word(name)]
    if text.isdecimal() and text.zfill(2) in choices:
        return text.zfill(2)
    allowed = "、".join(choices.values())
    raise Misshapen(f"「{plain(value)}」不在可选范围内，应为：{allowed}")


def codes(value: Any, choices: Mapping[str, str]) -> list[str]:
    """Return the codes of several choices, each once, in the order of the list of choices."""
    entries = value if isinstance(value, list | tuple) else _SPLIT.split(plain(value))
    found = {code(entry, choices) for entry in entries if plain(entry)}
    return [key for key in choices if key in found]


def whole(value: Any) -> int:
    """Return a whole number from 0 to 9999."""
    text = word(value).removesuffix("次")
    if not _WHOLE.fullmatch(text):
        raise Misshapen(f"「{plain(value)}」应为整数")
    return int(text)


def yes(value: Any) -> bool:
    """Return a yes or no."""
    if isinstance(value, bool):
        return value
    text = word(value).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise Misshapen(f"「{plain(value)}」应为「是」或「否」")


def day(value: Any) -> str:
    """Return a date as 2026-01-31."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    match = _DATE.match(word(value))
    try:
        if match:
            return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        pass
    raise Misshapen(f"「{plain(value)}」应为日期，例如 2026-03-05")


def url(value: Any) -> str:
    """Return an address on the web, or within this site."""
    text = plain(value)
    if not text.startswith(("https://", "http://", "/")) or re.search(r"[\s<>\"']", text):
        raise Misshapen(f"「{text}」应为网址，以 https:// 开头")
    return text


def limit(value: Any) -> dict[str, Any]:
    """Return a time limit as number, unit and note: 「20个工作日」, `{"n": 20, "unit": …}`."""
    if isinstance(value, Mapping):
        if value.get("n") in (None, ""):
            return {}
        unit = UNITS.get(word(value.get("unit", "")).lower())
        if unit is None:
            raise Misshapen(f"单位「{plain(value.get('unit'))}」应为工作日、日或月")
        return {"n": whole(value["n"]), "unit": unit, "note": plain(value.get("note"))}
    text = half_width(plain(value))
    if word(text) in _AT_ONCE:
        return {"n": 0, "unit": "workday", "note": "当场办结"}
    match = _LIMIT.fullmatch(text)
    if match is None:
        raise Misshapen(f"「{plain(value)}」应为时限，例如 20个工作日")
    n, unit, note = match.groups()
    return {"n": int(n), "unit": UNITS[unit or ""], "note": note.strip("（）() ，,。")}
