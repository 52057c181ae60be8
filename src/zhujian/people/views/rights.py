"""A resident takes his data along, or deletes his account."""

from typing import cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhujian.kernel.refusals import Refused
from zhujian.people import actions, queries
from zhujian.people.models import User
from zhujian.web.access import anyone, signed_in


@signed_in(kind="resident")
def my_data(request: HttpRequest) -> HttpResponse:
    """Say what can be taken along and what stays; delete the account after asking."""
    user = cast("User", request.user)
    problem, status = "", 200
    if request.method == "POST":
        if "sure" not in request.POST:
            problem, status = "请先勾选“我知道删除以后不能恢复”。", 422
        else:
            try:
                actions.delete_account(by=user)
            except Refused as refused:
                problem, status = refused.text, refused.status
            else:
                logout(request)
                return redirect("people:deleted")
    context = {"kept": queries.kept_of(user), "problem": problem}
    return render(request, "people/my_data.html", context, status=status)


@signed_in(kind="resident")
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is known of me: as a file, or as a page to print."""
    known = actions.export_own_data(by=cast("User", request.user))
    if "print" in request.POST:
        return render(request, "people/my_data_print.html", {"known": known})
    return JsonResponse(
        known,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


@anyone
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that the account is gone."""
    return render(request, "people/deleted.html")
