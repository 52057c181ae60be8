"""The result shelf: what was decided and waits to be handed out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases import actions as case_actions
from zhujian.cases.states import DeliveryWay
from zhujian.cases.views.desk import rows_of
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import numbers
from zhujian.kernel.refusals import Refused
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.templating import with_query
from zhujian.window import queries


@for_role(Role.CLERK)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the results on the shelf; one number narrows it."""
    typed = request.GET.get("number", "").strip()
    after = request.GET.get("after", "")
    number, error = "", ""
    if typed:
        try:
            number = numbers.parse(typed)
        except Refused as refused:
            error = refused.text
    page = queries.shelf_page(signed_in_user(request), number=number, after=after)
    address = reverse("window:shelf")
    return render(
        request,
        "window/shelf.html",
        {
            "rows": rows_of(page.rows),
            "typed": typed[:60],
            "error": error,
            "next": with_query(address, number=number, after=page.next) if page.next else "",
            "first": address if after else "",
        },
        status=422 if error else 200,
    )


@for_role(Role.CLERK)
@require_POST
def hand_out(request: HttpRequest, number: str) -> HttpResponse:
    """Hand a result over at the counter."""
    case_actions.deliver_case(by=signed_in_user(request), number=number, how=DeliveryWay.COUNTER)
    return redirect("window:shelf")
