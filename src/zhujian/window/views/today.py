"""A window's day on one page: taken in, accepted, handed out, fees."""

from __future__ import annotations

from datetime import timedelta

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases import queries as cases
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import clock
from zhujian.kernel.refusals import not_found
from zhujian.people.models import Organisation
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query
from zhujian.window import queries
from zhujian.window.views.fees import day_asked

COLUMNS = (
    SheetColumn("事项", 40),
    SheetColumn("收件", 8),
    SheetColumn("其中已受理", 12),
    SheetColumn("出件", 8),
)


@for_role(Role.CLERK)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show what the window did on a day, by item."""
    window, on = _window(request), day_asked(request)
    address = reverse("window:today")
    before, behind = on - timedelta(days=1), on + timedelta(days=1)
    return render(
        request,
        "window/today.html",
        {
            "window": window,
            "on": on,
            "day": queries.day_of(window, on=on),
            "totals": cases.day_totals(window, on=on),
            "before": with_query(address, on=before.isoformat()),
            "behind": with_query(address, on=behind.isoformat()) if on < clock.today() else "",
        },
    )


@for_role(Role.CLERK)
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """Send the day by item as a spreadsheet."""
    window, on = _window(request), day_asked(request)
    rows = [
        (one.name, one.taken_in, one.accepted, one.handed_out)
        for one in queries.day_of(window, on=on).items
    ]
    return exported(f"窗口日报 {on:%Y-%m-%d}", COLUMNS, rows, by=signed_in_user(request))


def _window(request: HttpRequest) -> Organisation:
    window = queries.window_of(signed_in_user(request))
    if window is None:
        raise not_found("您不在综合窗口工作。")
    return window
