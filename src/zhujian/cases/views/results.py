"""Published results: the public list, taking one down, and which types are published."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhujian.cases import actions, queries
from zhujian.cases.queries import ResultFilters
from zhujian.cases.results_forms import PublicityForm, TakeDownForm
from zhujian.cases.steps.publishing import TAG
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.roles import Role
from zhujian.web.access import for_role, public
from zhujian.web.forms import add_refusal
from zhujian.web.templating import with_query

_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])", re.ASCII)


@public(tags=(TAG, "organisations"), query_keys=("q", "organisation", "kind", "month", "after"))
def board(request: HttpRequest) -> HttpResponse:
    """Show the results that are published today, newest first, narrowed as asked."""
    organisations = dict(queries.result_organisations())
    rules = queries.publicity_rules()
    filters = _filters(request, organisations, {rule.kind for rule in rules})
    after = request.GET.get("after", "")
    page = queries.results_page(filters, after=after)
    chosen = {
        "q": filters.q,
        "organisation": filters.organisation,
        "kind": filters.kind,
        "month": filters.month.strftime("%Y-%m") if filters.month else "",
    }
    address = reverse("cases:results")
    context = {
        "rows": [_row(result) for result in page.rows],
        "chosen": chosen,
        "filters": filters,
        "organisations": organisations,
        "rules": rules,
        "months": queries.result_months(),
        "next": with_query(address, **chosen, after=page.next) if page.next else "",
        "first": with_query(address, **chosen) if after else "",
    }
    return render(request, "cases/results.html", context)


@for_role(Role.APPROVER, Role.ADMIN)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the published results that this person may take down."""
    q = request.GET.get("q", "").strip()
    after = request.GET.get("after", "")
    page = queries.results_for(signed_in_user(request), q=q, after=after)
    address = reverse("cases:desk-results")
    context = {
        "rows": [_row(result) for result in page.rows],
        "asked": q,
        "done": request.GET.get("done", ""),
        "next": with_query(address, q=q, after=page.next) if page.next else "",
        "first": with_query(address, q=q) if after else "",
    }
    return render(request, "cases/desk_results.html", context)


@for_role(Role.APPROVER, Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a result is to be taken down, and take it down."""
    user = signed_in_user(request)
    result = queries.result_for(user, pk)
    if result is None:
        raise not_found("没有这条公示，可能已经期满。")
    form = TakeDownForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 422 if form.errors else 200
    if form.is_bound and form.is_valid():
        try:
            actions.take_down_result(by=user, pk=pk, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
            status = refused.status
        else:
            return redirect(with_query(reverse("cases:desk-results"), done="1"))
    context = {"form": form, "row": _row(result)}
    return render(request, "cases/take_down_result.html", context, status=status)


@for_role(Role.ADMIN)
@require_GET
def publicity(request: HttpRequest) -> HttpResponse:
    """Show which statutory types are published, on what ground, for how long."""
    context = {"rules": queries.publicity_rules(), "done": request.GET.get("done", "")}
    return render(request, "cases/publicity.html", context)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_publicity(request: HttpRequest, kind: str) -> HttpResponse:
    """Change how the results of one type are published."""
    rule = next((one for one in queries.publicity_rules() if one.kind == kind), None)
    if rule is None:
        raise not_found()
    form = PublicityForm(
        request.POST if request.method == "POST" else None,
        initial={
            "is_public": "1" if rule.is_public else "0",
            "covers_refusals": "1" if rule.covers_refusals else "0",
            "ground": rule.ground,
            "days": rule.days,
        },
        label_suffix="",
    )
    if form.is_bound and form.is_valid():
        try:
            actions.set_publicity(by=signed_in_user(request), kind=kind, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(with_query(reverse("cases:publicity"), done="1"))
    context = {"form": form, "rule": rule}
    return render(request, "cases/edit_publicity.html", context, status=422 if form.errors else 200)


def _row(result: Any) -> dict[str, Any]:
    return {"result": result, "last_day": queries.last_day(result)}


def _filters(request: HttpRequest, organisations: dict[str, str], kinds: set[str]) -> ResultFilters:
    organisation = request.GET.get("organisation", "")
    kind = request.GET.get("kind", "")
    if (organisation and organisation not in organisations) or (kind and kind not in kinds):
        raise not_found("没有这样的公示。")
    return ResultFilters(
        q=request.GET.get("q", "").strip()[:60],
        organisation=organisation,
        kind=kind,
        month=_month(request.GET.get("month", "")),
    )


def _month(text: str) -> date | None:
    if not text:
        return None
    if not _MONTH.fullmatch(text):
        raise not_found("月份应写作2026-11这样的形式。")
    return date(int(text[:4]), int(text[5:]), 1)
