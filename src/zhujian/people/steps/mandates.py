"""Acting for somebody else: what a mandate allows."""

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Enterprise, Mandate, User
from zhujian.people.rules import kind_of_credit_code
from zhujian.people.steps.references import new_ref


def mandate_for(user: User, ref: str) -> Mandate:
    """Return the mandate of a reference on which this person may act today.

    Refuses 404 `mandate_unknown` where it is not his or was never confirmed, 403 `mandate_ended`
    where it was revoked or its time is over or has not begun.
    """
    mandate = Mandate.objects.with_names().filter(ref=ref, person=user).first()
    if mandate is None or mandate.confirmed_at is None:
        raise Refused("mandate_unknown", "没有这项授权，或它还没有核验。", status=404)
    today = clock.today()
    if not Mandate.objects.in_force(on=today).filter(pk=mandate.pk).exists():
        text = "这项授权已经结束。" if mandate.since <= today else "这项授权还没有开始。"
        raise Refused("mandate_ended", text, status=403)
    return mandate


def ensure_enterprise(*, name: str, credit_code: str) -> tuple[Enterprise, bool]:
    """Return the enterprise of a checked credit code, made if there is none; and whether new."""
    index = index_of(credit_code, purpose="credit-code")
    return Enterprise.objects.get_or_create(
        credit_code_index=index,
        defaults={
            "ref": new_ref("e"),
            "name": name,
            "credit_code": credit_code,
            "credit_code_tail": credit_code[-4:],
            "kind": kind_of_credit_code(credit_code),
            "created_at": clock.now(),
        },
    )
