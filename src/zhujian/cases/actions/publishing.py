"""What people and the timer do to published results; deciding a case publishes by itself."""

from dataclasses import replace

from django.db import transaction

from zhujian.cases import permissions, queries, steps
from zhujian.cases.models import Publicity, PublishedResult
from zhujian.cases.states import TakeDownReason
from zhujian.cases.steps.checking import checked_choice, checked_note
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people.models import User

AT_MOST = 500
LONGEST_GROUND = 200
MOST_DAYS = 3650


def set_publicity(
    *, by: Actor, kind: str, is_public: bool, covers_refusals: bool, ground: str, days: int
) -> None:
    """PUB-07: say whether results of a type are published, on what ground, for how many days.

    What is published already keeps its ground and its date.
    """
    if not permissions.can_set_publicity(by):
        raise forbidden("只有系统管理员可以修改办理结果的公示规则。")
    known = {rule.kind: rule for rule in queries.publicity_rules()}
    if kind not in known:
        raise not_found("没有这个事项类型。")
    ground = " ".join(ground.split())
    _check_publicity(ground, days)
    wanted = replace(
        known[kind], is_public=is_public, covers_refusals=covers_refusals, ground=ground, days=days
    )
    if wanted == known[kind]:
        return
    with transaction.atomic(durable=True):
        Publicity.objects.update_or_create(
            kind=kind,
            defaults={
                "is_public": is_public,
                "covers_refusals": covers_refusals,
                "ground": ground,
                "days": days,
            },
        )
        journal.write(
            verb="result.set-publicity",
            subject=f"publicity:{kind}",
            by=by,
            data={"kind": wanted.kind_text, "words": wanted.words},
        )


def take_down_result(*, by: User, pk: int, reason: str, note: str) -> PublishedResult:
    """Take a published result down before its time.

    `reason` is one of the listed ones and stays readable in its place; `note` says more to the
    parties alone.
    """
    with transaction.atomic(durable=True):
        result = (
            PublishedResult.objects.public(on=clock.today())
            .select_for_update(of=("self",))
            .select_related("case", "organisation")
            .filter(pk=pk)
            .first()
        )
        if result is None:
            raise not_found("没有这条公示，可能已经期满。")
        if not permissions.can_take_down_result(by, result):
            raise forbidden("只有这个单位的审批人和系统管理员可以撤下公示。")
        chosen = TakeDownReason(checked_choice(reason, TakeDownReason, field="reason"))
        said = checked_note(note, is_required=True, missing="请写明撤下的经过和理由。")
        steps.take_down(result, words=str(chosen.label))
        journal.write(
            verb="result.take-down",
            subject=result.case.number,
            by=by,
            organisation=result.organisation.slug,
            note=said,
        )
    return result


def drop_past_results(*, by: Actor) -> int:
    """PUB-07: delete the results whose time is over, batch by batch; return how many."""
    if not permissions.can_drop_results(by):
        raise forbidden("公示期满由系统自动撤除。")
    total = 0
    while dropped := _drop_some(by):
        total += dropped
    return total


def _drop_some(by: Actor) -> int:
    with transaction.atomic(durable=True):
        today = clock.today()
        dropped = steps.drop_over(on=today, at_most=AT_MOST)
        if dropped:
            journal.write(
                verb="result.drop",
                subject=f"results:{today.isoformat()}",
                by=by,
                data={"count": dropped},
            )
    return dropped


def _check_publicity(ground: str, days: int) -> None:
    faults = []
    if not ground or len(ground) > LONGEST_GROUND:
        faults.append(FieldRefusal("ground", f"请写明公示的法律依据，最多 {LONGEST_GROUND} 个字。"))
    if not 1 <= days <= MOST_DAYS:
        faults.append(FieldRefusal("days", f"公示天数应为 1 至 {MOST_DAYS}。"))
    if faults:
        raise Refused("publicity", "公示规则有几处需要改正。", fields=tuple(faults))
