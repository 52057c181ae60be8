"""SVC-04: silence counts as acceptance, where the county does not exempt the statutory type."""

from collections.abc import Collection

from django.db import transaction

from zhujian.cases import permissions, queries, steps
from zhujian.cases.models import Exemption
from zhujian.cases.states import LAW_SETTINGS
from zhujian.catalogue.states import APPLIED_KINDS, ItemKind
from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden


def deem_case_accepted(*, by: Actor, number: str) -> bool:
    """Let one case that nobody answered count as accepted; say whether it did just now."""
    if not permissions.can_deem_case_accepted(by):
        raise forbidden("视为受理由系统按期限自动办理。")
    with transaction.atomic(durable=True):
        case = steps.silent_case(number=number)
        if case is None:
            return False
        steps.deem_accepted(case, by=by)
    return True


def set_law(*, by: Actor, rule: str, kinds: Collection[str]) -> None:
    """Say which statutory types a rule binds; running cases follow from now on."""
    if not permissions.can_set_law(by):
        raise forbidden("只有系统管理员可以修改规则适用的事项类型。")
    if rule not in LAW_SETTINGS or not set(kinds) <= APPLIED_KINDS:
        reason = "请从列出的事项类型中选择。"
        raise Refused("law_unknown", reason, fields=(FieldRefusal(rule, reason),))
    with transaction.atomic(durable=True):
        if queries.bound_kinds(rule) == sorted(kinds):
            return
        exempt = sorted(APPLIED_KINDS - set(kinds))
        Exemption.objects.filter(rule=rule).exclude(kind__in=exempt).delete()
        present = set(Exemption.objects.filter(rule=rule).values_list("kind", flat=True))
        for kind in exempt:
            if kind not in present:
                Exemption.objects.create(rule=rule, kind=kind)
        journal.write(
            verb="case.set-law",
            subject=f"law:{rule}",
            by=by,
            data={
                "title": LAW_SETTINGS[rule],
                "kinds": "、".join(str(ItemKind(kind).label) for kind in sorted(kinds)) or "无",
            },
        )
