"""One's own case: what was sent, where it stands, withdrawing, rating."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhujian.cases import actions, queries
from zhujian.cases.forms import NoteForm
from zhujian.cases.models import Case
from zhujian.cases.permissions import can_stand_for_applicant
from zhujian.cases.states import DUE_WORDS, CaseState
from zhujian.cases.views.files import shown
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.models import User
from zhujian.web.access import signed_in
from zhujian.web.forms import add_refusal


@signed_in(kind="resident")
@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to its applicant, with everything that was handed in."""
    user = signed_in_user(request)
    case = own_case(user, number)
    snapshot = queries.guide_of(case).snapshot
    return render(
        request,
        "cases/mine_show.html",
        {
            "case": case,
            "view": queries.case_view(case, user),
            "due_word": DUE_WORDS.get(CaseState(case.state), ""),
            "notices": queries.notices_of(case),
            "looks": queries.looks_at(case),
            "published": queries.published_of(case),
            "fields": queries.filled_fields(snapshot["form"], case.form),
            "materials": queries.material_views(
                snapshot["materials"], case.materials.all(), pledges=case.pledges.all()
            ),
        },
    )


@signed_in(kind="resident")
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take an application back, after asking."""
    user = signed_in_user(request)
    case = own_case(user, number)
    form = NoteForm(request.POST if request.method == "POST" else None)
    form.fields["note"].label = "撤回的原因"
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_case(by=user, number=number, note=form.cleaned_data["note"])
        except Refused as refused:
            if refused.status != 422:
                raise
            add_refusal(form, refused)
        else:
            return redirect("cases:mine", number)
    return render(
        request,
        "cases/mine_withdraw.html",
        {"case": case, "form": form},
        status=422 if form.errors else 200,
    )


@signed_in(kind="resident")
@require_GET
def material(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Show the applicant a file that he handed in himself."""
    user = signed_in_user(request)
    own_case(user, number)
    return shown(actions.read_material(by=user, number=number, pk=pk))


def own_case(user: User, number: str) -> Case:
    """Return a case in which the person stands for the applicant, or refuse (404)."""
    case = queries.case_for(user, number)
    if not can_stand_for_applicant(user, case):
        raise not_found("没有找到这个办件，请核对编号。")
    return case
