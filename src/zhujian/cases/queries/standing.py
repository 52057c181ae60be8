"""What stands in the way of a move, beyond the state and the person."""

from __future__ import annotations

from zhujian.cases.models import Case
from zhujian.kernel.refusals import Refused


def hindrance(case: Case, verb: str) -> Refused | None:
    """SVC-04: return why a move that state and person allow may not be made, if it may not."""
    if verb == "request-correction" and case.correction_asked_at is not None:
        return Refused(
            "correction_once",
            "补正只能一次告知：这个办件已经通知过补正，不能再次通知。",
            status=409,
        )
    return None
