"""What this room shows on pages below and above: applying on a guide, one's own on /me/."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhujian.cases import queries
from zhujian.cases.models import Case
from zhujian.cases.states import STATE_SIGNS, CaseState
from zhujian.people.models import User

SHOWN = 20


def on_guide(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Offer the application on the guide of an item that is open online; the same for all."""
    del request
    item = context["item"]
    return {"code": item.code} if item.can_apply_online else None


def on_me(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Show a resident his drafts and applications, what waits for him first."""
    del request
    user = context["user"]
    if not isinstance(user, User):
        return None
    drafts = queries.drafts_of(user)
    cases = list(Case.objects.of_applicant(user).with_names().order_by("-pk")[: SHOWN + 1])
    if not drafts and not cases:
        return None
    rows = [
        {
            "case": case,
            "sign": STATE_SIGNS[CaseState(case.state)],
            "rate_url": queries.rate_url(case, user),
        }
        for case in cases[:SHOWN]
    ]
    return {"drafts": drafts, "rows": rows, "has_more": len(cases) > SHOWN}


def on_track(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Lead whoever may see a tracked case to the page on which he sees all of it."""
    user = request.user
    if not isinstance(user, User):
        return None
    case = Case.objects.visible_to(user).with_names().filter(number=context["number"]).first()
    if case is None:
        return None
    return {"case": case, "is_own": case.applicant_id == user.pk}
