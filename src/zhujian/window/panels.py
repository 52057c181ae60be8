"""What pages of other rooms show of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhujian.cases import queries as cases
from zhujian.cases.models import Case
from zhujian.cases.permissions import can_settle_fee
from zhujian.cases.states import CaseState
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.window import queries


def beside_case(request: HttpRequest, *, case: Case) -> Mapping[str, Any] | None:
    """Return what the counter knows of a case, for clerks and handlers."""
    user = request.user
    if not isinstance(user, User) or not (user.has_role(Role.CLERK) or user.has_role(Role.HANDLER)):
        return None
    is_clerk = user.has_role(Role.CLERK)
    shown = {
        "case": case,
        "fees": cases.fees_of(case),
        "hand_overs": queries.hand_overs_of(case),
        "hand_outs": queries.hand_outs_of(case),
        "can_charge": can_settle_fee(user, case) and bool(cases.charges_of(case)),
        "has_receipt": is_clerk and case.taken_in_at_id is not None,
        "has_missing": case.state == CaseState.CORRECTING,
        "can_hand_out": is_clerk and case.state == CaseState.DECIDED,
    }
    return shown if any(value for name, value in shown.items() if name != "case") else None
