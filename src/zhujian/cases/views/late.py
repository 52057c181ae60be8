"""The amber and the red list, and the page on which an organisation says why a case is late."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhujian.cases import actions, queries
from zhujian.cases.forms import DelayForm
from zhujian.cases.states import SHORT_STATES, STATE_SIGNS, CaseState
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import clock
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.templating import with_query

COLOURS = {"red": "红色：已超期", "amber": "黄色：快到期"}


@for_role(*queries.LATE_ROLES)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List what is late or due soon, with who holds it and why; counts by organisation."""
    user = signed_in_user(request)
    colour, slug, is_silent = asked_for(request)
    after = request.GET.get("after", "")
    counts = queries.late_counts(user)
    page = queries.late_page(
        user, colour=colour, organisation=slug, is_silent=is_silent, after=after
    )
    chosen = {"colour": colour, "organisation": slug, "silent": "1" if is_silent else ""}
    address = reverse("cases:late")
    return render(
        request,
        "cases/late.html",
        {
            "colour": colour,
            "is_silent": is_silent,
            "days": count("SVC-05", "amber").n,
            "rows": _shown(queries.late_rows(page.rows)),
            "counts": counts,
            "organisation": next((row.name for row in counts if row.slug == slug), slug),
            "tabs": _tabs(address, counts, chosen),
            "filters": _filters(address, counts, chosen),
            "links_to_case": user.has_role(Role.CLERK) or _handles(user),
            "export": with_query(reverse("cases:export-late"), **chosen),
            "next": with_query(address, **chosen, after=page.next) if page.next else "",
            "first": with_query(address, **chosen) if after else "",
        },
    )


def asked_for(request: HttpRequest) -> tuple[str, str, bool]:
    """Return colour, organisation and whether only what has no reason, as the address says."""
    colour = request.GET.get("colour", "red")
    if colour not in COLOURS:
        raise not_found()
    is_silent = request.GET.get("silent") == "1" and colour == "red"
    return colour, request.GET.get("organisation", ""), is_silent


@for_role(Role.HANDLER, Role.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest, number: str) -> HttpResponse:
    """Take the reason for a delay, which the applicant reads."""
    user = signed_in_user(request)
    case = queries.case_for(user, number)
    given = queries.delay_of(case)
    typed = request.POST if request.method == "POST" else None
    form = DelayForm(typed, initial={"note": given["reason"] if given else ""})
    if form.is_bound and form.is_valid():
        try:
            actions.explain_delay_of_case(by=user, number=number, **form.cleaned_data)
        except Refused as refused:
            if refused.status != 422:
                raise
            add_refusal(form, refused)
        else:
            return redirect("cases:desk-case", number)
    context = {"case": case, "form": form, "is_late": queries.is_late(case, today=clock.today())}
    return render(request, "cases/delay.html", context, status=422 if form.errors else 200)


def _handles(user: Any) -> bool:
    return bool(user.has_role(Role.HANDLER) or user.has_role(Role.APPROVER))


def _shown(rows: list[queries.LateRow]) -> list[dict[str, Any]]:
    return [
        {
            "late": row,
            "case": row.case,
            "state_text": SHORT_STATES[CaseState(row.case.state)],
            "state_kind": STATE_SIGNS[CaseState(row.case.state)],
        }
        for row in rows
    ]


def _tabs(
    address: str, counts: list[queries.LateCounts], chosen: dict[str, str]
) -> list[dict[str, Any]]:
    here = [row for row in counts if chosen["organisation"] in {"", row.slug}]
    sums = {"red": sum(row.red for row in here), "amber": sum(row.amber for row in here)}
    return [
        {
            "text": text,
            "href": with_query(address, colour=value, organisation=chosen["organisation"]),
            "is_current": chosen["colour"] == value,
            "count": sums[value],
        }
        for value, text in COLOURS.items()
    ]


def _filters(
    address: str, counts: list[queries.LateCounts], chosen: dict[str, str]
) -> list[dict[str, Any]]:
    if chosen["colour"] != "red":
        return []
    here = [row for row in counts if chosen["organisation"] in {"", row.slug}]
    options = (
        ("全部", "", None),
        ("还没有说明理由", "1", sum(row.silent for row in here)),
    )
    return [
        {
            "text": text,
            "href": with_query(address, **{**chosen, "silent": value}),
            "is_current": chosen["silent"] == value,
            "count": found,
        }
        for text, value, found in options
    ]
