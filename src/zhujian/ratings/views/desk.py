"""Bad ratings at the desk, for the staff of the organisation."""

from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.people.models import User
from zhujian.ratings import permissions, queries
from zhujian.web.access import for_role
from zhujian.web.pages import every_page
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query

COLUMNS = (
    SheetColumn("时间", 18),
    SheetColumn("星级", 8),
    SheetColumn("事项", 36),
    SheetColumn("单位", 24),
    SheetColumn("地点", 24),
    SheetColumn("原因", 40),
    SheetColumn("意见", 60),
    SheetColumn("编号", 22),
)


@for_role(*sorted(permissions.READERS))
@require_GET
def bad(request: HttpRequest) -> HttpResponse:
    """List the ratings with one or two stars, newest first, each with its file."""
    after = request.GET.get("after", "")
    user = cast("User", request.user)
    page = queries.bad_ratings(user, after=after)
    address = reverse("ratings:bad")
    context = {
        "rows": page.rows,
        "is_everything": permissions.can_read_all_bad_ratings(user),
        "export": reverse("ratings:export-bad"),
        "next": with_query(address, after=page.next) if page.next else "",
        "first": address if after else "",
    }
    return render(request, "ratings/bad.html", context)


@for_role(*sorted(permissions.READERS))
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """Send the bad ratings that this person may read as a spreadsheet."""
    user = cast("User", request.user)
    rows = (
        (
            row.at,
            row.stars,
            row.item,
            row.organisation,
            row.place,
            "；".join(row.reasons),
            row.text,
            row.subject,
        )
        for part in every_page(lambda after: queries.bad_ratings(user, after=after))
        for row in part.rows
    )
    return exported("差评", COLUMNS, rows, by=user)
