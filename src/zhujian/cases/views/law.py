"""Which statutory types the rules bind: a page of the administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhujian.cases import actions, queries
from zhujian.cases.forms import LawForm
from zhujian.cases.states import LAW_SETTINGS
from zhujian.cases.views.filling import signed_in_user
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.templating import with_query


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def law(request: HttpRequest) -> HttpResponse:
    """Show the types that each rule binds, and take a change."""
    bound = {rule: queries.bound_kinds(rule) for rule in LAW_SETTINGS}
    form = LawForm(request.POST if request.method == "POST" else None, bound=bound)
    if form.is_bound and form.is_valid():
        for rule in LAW_SETTINGS:
            actions.set_law(by=signed_in_user(request), rule=rule, kinds=form.cleaned_data[rule])
        return redirect(with_query(reverse("cases:law"), done="1"))
    return render(
        request,
        "cases/law.html",
        {"form": form, "done": request.GET.get("done", "")},
        status=422 if form.errors else 200,
    )
