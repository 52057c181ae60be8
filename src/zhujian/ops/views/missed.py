"""What people asked and did not find: the editors' list, and what they do about it."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.search import actions, queries
from zhujian.search.queries import Missed
from zhujian.web.access import for_role
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query

PAGE = 20
LAST = 50
EXPORTED = 5_000
COLUMNS = (SheetColumn("没有找到的问法", 40), SheetColumn("次数", 10), SheetColumn("最近一次", 14))
EDITORS = (Role.ADMIN, Role.EDITOR)


@for_role(*EDITORS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List what found too little in the last ninety days, most often first."""
    return _page(request)


@for_role(*EDITORS)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Let a question stand for an official wording and settle it, or settle it alone."""
    user = cast("User", request.user)
    words = request.POST.get("words", "")
    official = request.POST.get("official", "").strip()
    try:
        if request.POST.get("move") == "synonym":
            actions.set_synonym(by=user, everyday=words, official=official)
        actions.settle_question(by=user, words=words)
    except Refused as refused:
        if refused.status != 422:
            raise
        return _page(request, refused=refused, wrong=words, typed=official)
    return redirect(with_query(reverse("ops:missed"), done="1"))


@for_role(*EDITORS)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Give the list as a spreadsheet."""
    rows = queries.missed_questions(limit=EXPORTED)
    return exported(
        "没有找到的搜索",
        COLUMNS,
        ((row.words, row.times, row.last) for row in rows),
        by=cast("User", request.user),
    )


def _page(
    request: HttpRequest, *, refused: Refused | None = None, wrong: str = "", typed: str = ""
) -> HttpResponse:
    number = _number(request.GET.get("page", ""))
    found = queries.missed_questions(limit=PAGE + 1, offset=(number - 1) * PAGE)
    address = reverse("ops:missed")
    has_more = len(found) > PAGE and number < LAST
    context = {
        "rows": [_row(row) for row in queries.with_nearest(found[:PAGE])],
        "next": with_query(address, page=number + 1) if has_more else "",
        "first": address if number > 1 else "",
        "done": request.GET.get("done", ""),
        "faults": [field.reason for field in refused.fields] if refused else [],
        "wrong": wrong,
        "typed": typed,
    }
    return render(request, "ops/missed.html", context, status=422 if refused else 200)


def _row(row: Missed) -> dict[str, Any]:
    """Return a line with the official wordings that its nearest results suggest."""
    nearest = [
        {"title": hit.title, "url": hit.url, "official": (hit.extra.get("name") or hit.title)[:80]}
        for hit in row.nearest
    ]
    return {"words": row.words, "times": row.times, "last": row.last, "nearest": nearest}


def _number(text: str) -> int:
    return max(1, min(int(text), LAST)) if text.isdecimal() and len(text) < 4 else 1
