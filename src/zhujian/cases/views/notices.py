"""The papers of a case: read on the page, or as PDF; staff leave a line when they open one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases import actions, queries
from zhujian.cases.models import Notice
from zhujian.cases.permissions import DESK_ROLES
from zhujian.cases.views.filling import signed_in_user
from zhujian.cases.views.mine import own_case
from zhujian.web.access import for_role, signed_in
from zhujian.web.pdf import pdf_response, render_pdf
from zhujian.web.prints import check_parts


@signed_in(kind="resident")
@require_GET
def show(request: HttpRequest, number: str, notice: str) -> HttpResponse:
    """Show the applicant a paper, readable on a phone."""
    case = own_case(signed_in_user(request), number)
    found = queries.notice_for(case, notice)
    return render(
        request,
        "cases/notice.html",
        {
            "case": case,
            "notice": found,
            "paper": queries.paper_of(found),
            "check": check_parts(found.code, request),
        },
    )


@signed_in(kind="resident")
@require_GET
def download(request: HttpRequest, number: str, notice: str) -> HttpResponse:
    """Send the applicant a paper as PDF."""
    case = own_case(signed_in_user(request), number)
    return _printed(request, queries.notice_for(case, notice))


@for_role(*DESK_ROLES)
@require_POST
def desk_download(request: HttpRequest, number: str, notice: str) -> HttpResponse:
    """Send staff a paper as PDF; a POST, since it leaves a line in the journal."""
    user = signed_in_user(request)
    return _printed(request, actions.read_notice(by=user, number=number, notice=notice))


def _printed(request: HttpRequest, notice: Notice) -> HttpResponse:
    paper: dict[str, Any] = queries.paper_of(notice)
    data = {**paper, "check": check_parts(notice.code, request), "footer": notice.number}
    made = render_pdf("cases/notice.typ", data, title=paper["title"])
    return pdf_response(made, f"{paper['title']} {notice.number}.pdf")
