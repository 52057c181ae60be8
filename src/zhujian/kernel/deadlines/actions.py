"""What the county sets: the counts that are settings, not law."""

from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.calendar.permissions import can_edit_calendar
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.deadlines.models import CountSetting
from zhujian.kernel.deadlines.rules import Unit
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden

MOST = 400


@transaction.atomic(durable=True)
def set_count(*, by: Actor, rule: str, of: str, n: int, unit: Unit = Unit.WORKDAY) -> None:
    """Change a count that is a setting; deadlines already opened keep theirs."""
    if not can_edit_calendar(by):
        raise forbidden("只有系统管理员可以修改期限设置。")
    before = count(rule, of)
    if not before.is_setting:
        text = f"{before.title}由{before.legal}规定，不能修改。"
        raise Refused("count_is_law", text, fields=(FieldRefusal("n", text),))
    if not 1 <= n <= MOST:
        text = f"天数应在1至{MOST}之间。"
        raise Refused("count_range", text, fields=(FieldRefusal("n", text),))
    if (before.n, before.unit) == (n, unit):
        return
    CountSetting.objects.update_or_create(rule=rule, of=of, defaults={"n": n, "unit": unit.value})
    journal.write(
        verb="deadline.set-count",
        subject=f"count:{rule}/{of}",
        by=by,
        data={"title": before.title, "before": before.n, "after": n, "unit": unit.value},
    )
