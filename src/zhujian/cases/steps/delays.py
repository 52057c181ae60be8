"""A late case: its organisation says why, and the applicant is told (regulation 722, art. 36)."""

from __future__ import annotations

from zhujian.cases import notices
from zhujian.cases.models import Case, Delay
from zhujian.cases.permissions import can_explain_delay_of_case
from zhujian.cases.queries.late import is_late
from zhujian.cases.steps.checking import checked_note
from zhujian.cases.steps.moving import write_line
from zhujian.kernel import clock
from zhujian.kernel.privacy import detect
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.people.models import User

MISSING = "请写明为什么超过了期限、预计什么时候办结。"
PERSONAL = "理由里不要写身份证号、手机号、银行卡号等个人信息。"


def explain_delay(case: Case, *, by: User, note: str) -> None:
    """Say why a case is late; said again, the new reason stands in the place of the old one."""
    if not can_explain_delay_of_case(by, case):
        raise forbidden("只有承办单位的承办人和审批人可以说明超期的理由。")
    if not is_late(case, today=clock.today()):
        raise Refused("case_not_late", "这个办件没有超过期限，不需要说明理由。", status=409)
    said = checked_note(note, is_required=True, missing=MISSING)
    if detect(said):
        raise Refused("reason_personal", PERSONAL, fields=(FieldRefusal("note", PERSONAL),))
    Delay.objects.update_or_create(case=case, defaults={"reason": said, "said_at": clock.now()})
    write_line(case, "case.explain-delay", by=by, note=said)
    notices.tell_applicant(case, template="case-late")
