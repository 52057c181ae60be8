"""What the county sets: limits, quiet hours, the carrier's ids of the texts."""

from dataclasses import asdict
from datetime import time

from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.postroom import permissions
from zhujian.postroom.models import LimitSetting, TemplateId
from zhujian.postroom.rules import Limits
from zhujian.postroom.texts import TEXTS

MOST = 1_000_000
LONGEST_ID = 64


def set_limits(*, by: Actor, limits: Limits) -> None:
    """Set how many messages may go and in which hours reminders rest; equal hours: none rest."""
    if not permissions.can_run_postroom(by):
        raise forbidden("只有系统管理员可以修改短信上限。")
    wrong = tuple(
        FieldRefusal(name, f"请填 1 至 {MOST} 之间的整数。")
        for name, value in asdict(limits).items()
        if not isinstance(value, time) and not 1 <= value <= MOST
    )
    if wrong:
        raise Refused("limits", "有上限不在允许的范围内。", fields=wrong)
    with transaction.atomic(durable=True):
        LimitSetting.objects.update_or_create(pk=1, defaults=asdict(limits))
        shown = {name: str(value) for name, value in asdict(limits).items()}
        journal.write(verb="letter.set-limits", subject="letter:limits", by=by, data=shown)


def set_template_id(*, by: Actor, template: str, carrier_id: str) -> None:
    """Write down the id under which the carrier registered a text; empty takes it away."""
    if not permissions.can_run_postroom(by):
        raise forbidden("只有系统管理员可以修改短信模板编号。")
    if template not in TEXTS:
        raise not_found("没有这个短信模板。")
    carrier_id = carrier_id.strip()
    if len(carrier_id) > LONGEST_ID or not carrier_id.isprintable():
        reason = f"编号最多 {LONGEST_ID} 个字符。"
        raise Refused("carrier_id", reason, fields=(FieldRefusal("carrier_id", reason),))
    with transaction.atomic(durable=True):
        if carrier_id:
            TemplateId.objects.update_or_create(
                template=template, defaults={"carrier_id": carrier_id}
            )
        else:
            TemplateId.objects.filter(template=template).delete()
        journal.write(
            verb="letter.set-template",
            subject=f"letter:{template}",
            by=by,
            data={"template": template, "carrier_id": carrier_id or "无"},
        )
