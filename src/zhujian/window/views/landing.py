"""The staff's front page: what waits, and one box for a number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhujian.cases import queries as cases
from zhujian.cases.permissions import DESK_ROLES
from zhujian.cases.views.desk import rows_of
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import clock, numbers
from zhujian.kernel.refusals import Refused
from zhujian.web.access import for_role, signed_in

WAITING = 10
GREETINGS = ((5, "夜深了"), (9, "早上好"), (12, "上午好"), (14, "中午好"), (18, "下午好"))


@signed_in(kind="staff")
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Greet, and show what waits for the roles this person holds."""
    user = signed_in_user(request)
    handles = bool(user.roles() & DESK_ROLES)
    waiting = cases.desk_page(user, is_waiting=True, size=WAITING).rows if handles else []
    return render(
        request,
        "window/desk.html",
        {
            "greeting": greeting(),
            "handles": handles,
            "counts": cases.desk_counts(user) if handles else None,
            "rows": rows_of(waiting),
            "duties": [grant.get_role_display() for grant in user.grants_held],
        },
    )


@for_role(*DESK_ROLES)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Open the case of a number as it was typed."""
    user = signed_in_user(request)
    typed = request.GET.get("number", "").strip()
    try:
        case = cases.case_for(user, numbers.find(typed).number)
    except Refused as refused:
        shown = {"typed": typed[:60], "error": refused.text}
        return render(request, "window/find.html", shown, status=refused.status)
    return redirect("cases:desk-case", case.number)


def greeting() -> str:
    """Return the greeting of the hour in China."""
    hour = clock.now().astimezone(clock.CHINA).hour
    return next((words for until, words in GREETINGS if hour < until), "晚上好")
