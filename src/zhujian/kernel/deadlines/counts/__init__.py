"""Counts of days by rule and name: the table, and what the county set instead."""

from dataclasses import replace

from zhujian.kernel.deadlines.counts.table import COUNTS, WITHOUT_COUNT, Count
from zhujian.kernel.deadlines.models import CountSetting
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.refusals import FieldRefusal, Refused

__all__ = ["COUNTS", "WITHOUT_COUNT", "Count", "count", "counts_of"]


def counts_of(rule: str) -> tuple[Count, ...]:
    """Return the counts of `rule`, the default first, or refuse (422)."""
    found = tuple(one for one in COUNTS if one.rule == rule)
    if found:
        return found
    if rule in WITHOUT_COUNT:
        text = f"规则 {rule} 没有向后推算的天数：{WITHOUT_COUNT[rule]}。"
        raise Refused("rule_without_count", text, fields=(FieldRefusal("rule", text),))
    text = f"没有编号为「{rule}」的规则。"
    raise Refused("rule_unknown", text, fields=(FieldRefusal("rule", text),))


def count(rule: str, of: str | None = None) -> Count:
    """Return one count, as set by the county where it may be set."""
    found = counts_of(rule)
    chosen = next((one for one in found if of is None or one.of == of), None)
    if chosen is None:
        names = "、".join(one.of for one in found)
        text = f"规则 {rule} 没有名为「{of}」的期限，可选：{names}。"
        raise Refused("of_unknown", text, fields=(FieldRefusal("of", text),))
    return _as_set(chosen) if chosen.is_setting else chosen


def _as_set(chosen: Count) -> Count:
    setting = CountSetting.objects.filter(rule=chosen.rule, of=chosen.of).first()
    return replace(chosen, n=setting.n, unit=Unit(setting.unit)) if setting else chosen
