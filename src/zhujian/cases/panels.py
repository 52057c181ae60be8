"""What this room shows on pages below and above: applying on a guide, one's own on /me/."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhujian.cases import queries
from zhujian.cases.models import Case
from zhujian.cases.permissions import can_explain_delay_of_case, can_stand_for_applicant
from zhujian.cases.states import STATE_SIGNS, CaseState
from zhujian.kernel import clock
from zhujian.people.models import User
from zhujian.postroom.queries import returned_letter

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
    drafts = [
        {"draft": draft, "mandate": mandate, "for": mandate.ref if mandate else ""}
        for draft, mandate in queries.drafts_of(user)
    ]
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


def on_late_case(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Tell the desk that a message did not arrive, or that a case is late and why."""
    case, user, today = context["case"], request.user, clock.today()
    returned = returned_letter(case.number) if case.is_open else None
    is_late = queries.is_late(case, today=today)
    if not isinstance(user, User) or not (returned or is_late):
        return None
    return {
        "case": case,
        "returned": returned,
        "is_late": is_late,
        "days": queries.days_over(case, today=today),
        "delay": queries.delay_of(case) if is_late else None,
        "may_explain": is_late and can_explain_delay_of_case(user, case),
    }


def on_my_late_case(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Tell the applicant that his case is late, why, and whom he may call."""
    del request
    case = context["case"]
    if not queries.is_late(case, today=clock.today()):
        return None
    return {"delay": queries.delay_of(case), "phone": case.organisation.phone_supervise}


def on_track(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Lead whoever may see a tracked case to the page on which he sees all of it."""
    user = request.user
    if not isinstance(user, User):
        return None
    case = Case.objects.visible_to(user).with_names().filter(number=context["number"]).first()
    if case is None:
        return None
    return {"case": case, "is_own": can_stand_for_applicant(user, case)}


PANELS = (
    ("catalogue.guide.action", on_guide, "cases/panel_guide.html", 100),
    ("portal.me.main", on_me, "cases/panel_me.html", 10),
    ("portal.track.main", on_track, "cases/panel_track.html", 100),
    ("cases.desk.aside", on_late_case, "cases/panel_late.html", 10),
    ("cases.mine.main", on_my_late_case, "cases/panel_my_delay.html", 10),
)
