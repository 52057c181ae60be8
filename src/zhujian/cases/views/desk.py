"""The desk's cases: the list, one case with its moves, its personal data on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases import actions, queries
from zhujian.cases.forms import (
    CheckPromiseForm,
    CorrectForm,
    CorrectionForm,
    DecideForm,
    DeliverForm,
    ExtendForm,
    NoteForm,
    RefuseForm,
    RevokeForm,
    SuspendForm,
)
from zhujian.cases.models import Case
from zhujian.cases.states import MOVES, SHORT_STATES, STATE_SIGNS, WAITS_FOR, CaseState
from zhujian.cases.views.files import shown
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.templating import with_query

DESK_ROLES = (Role.CLERK, Role.HANDLER, Role.APPROVER)
FORMS: dict[str, type[NoteForm]] = {
    "accept": NoteForm,
    "request-correction": CorrectionForm,
    "refuse": RefuseForm,
    "suspend": SuspendForm,
    "resume": NoteForm,
    "extend": ExtendForm,
    "decide": DecideForm,
    "deliver": DeliverForm,
    "correct": CorrectForm,
    "revoke": RevokeForm,
    "check-promise": CheckPromiseForm,
}
# The action behind each form; the fields of the form are what the action takes.
MADE_BY: dict[str, Callable[..., Case]] = {
    "accept": actions.accept_case,
    "request-correction": actions.request_correction_of_case,
    "refuse": actions.refuse_case,
    "suspend": actions.suspend_case,
    "resume": actions.resume_case,
    "extend": actions.extend_case,
    "decide": actions.decide_case,
    "deliver": actions.deliver_case,
    "correct": actions.correct_case,
    "revoke": actions.revoke_case,
    "check-promise": actions.check_promise_of_case,
}
DUE_FILTERS = {
    "": "全部期限",
    "overdue": "已超期",
    "soon": "三个工作日内到期",
    "promised": "补交到期",
}


@for_role(*DESK_ROLES)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the cases of the desk; what is due sooner stands higher."""
    user = signed_in_user(request)
    state = request.GET.get("state", "")
    due_in = request.GET.get("due", "")
    is_waiting = request.GET.get("mine") == "1"
    if state not in {"", *CaseState.values} or due_in not in DUE_FILTERS:
        raise not_found()
    after = request.GET.get("after", "")
    page = queries.desk_page(user, state=state, due_in=due_in, is_waiting=is_waiting, after=after)
    chosen = {"state": state, "due": due_in, "mine": "1" if is_waiting else ""}
    address = reverse("cases:desk")
    return render(
        request,
        "cases/desk_index.html",
        {
            "rows": rows_of(page.rows),
            "tabs": _tabs(address, queries.desk_counts(user), chosen),
            "due_filters": [
                {
                    "text": text,
                    "href": with_query(address, **{**chosen, "due": value}),
                    "is_current": value == due_in,
                }
                for value, text in DUE_FILTERS.items()
            ],
            "next": with_query(address, **chosen, after=page.next) if page.next else "",
            "first": with_query(address, **chosen) if after else "",
            "is_narrowed": any(chosen.values()),
            "export": with_query(reverse("cases:export-desk"), **chosen),
        },
    )


@for_role(*DESK_ROLES)
@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case with its personal data hidden, its history, and the moves that are open."""
    return _case_page(request, queries.case_for(signed_in_user(request), number))


@for_role(*DESK_ROLES)
@require_POST
def move(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Make a move, or show the personal data once; a refused move keeps what was typed."""
    user = signed_in_user(request)
    if verb == "show":
        return _case_page(request, actions.see_case(by=user, number=number), is_masked=False)
    if verb not in FORMS:
        raise not_found()
    case = queries.case_for(user, number)
    form = _form(case, verb, request.POST)
    status = 422
    if form.is_valid():
        try:
            MADE_BY[verb](by=user, number=number, **form.cleaned_data)
        except Refused as refused:
            if refused.status not in {409, 422}:
                raise
            add_refusal(form, refused)
            status = refused.status
            case = queries.case_for(user, number)  # somebody else may have moved it meanwhile
        else:
            return redirect("cases:desk-case", number)
    return _case_page(request, case, forms={verb: form}, status=status)


@for_role(*DESK_ROLES)
@require_POST
def material(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Show a file that was handed in; a POST, since it leaves a line in the journal."""
    return shown(actions.read_material(by=signed_in_user(request), number=number, pk=pk))


def rows_of(cases: list[Case]) -> list[dict[str, Any]]:
    """Return cases as the desk's tables show them."""
    today = clock.today()
    soon = queries.soon_until(today)
    return [
        {
            "case": case,
            "state_text": SHORT_STATES[CaseState(case.state)],
            "state_kind": STATE_SIGNS[CaseState(case.state)],
            "urgency": queries.urgency(case, today=today, soon=soon),
            "is_promise_late": queries.is_promise_late(case, today=today),
        }
        for case in cases
    ]


def _case_page(
    request: HttpRequest,
    case: Case,
    *,
    is_masked: bool = True,
    forms: dict[str, NoteForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    view = queries.case_view(case, user)
    snapshot = queries.guide_of(case).snapshot
    typed = forms or {}
    open_moves = [verb for verb in view["actions"] if verb in FORMS]
    return render(
        request,
        "cases/desk_show.html",
        {
            "case": case,
            "view": view,
            "state_kind": STATE_SIGNS[CaseState(case.state)],
            "is_overdue": queries.urgency(case, today=today, soon=today) == "overdue",
            "fields": queries.filled_fields(snapshot["form"], case.form, is_masked=is_masked),
            "is_masked": is_masked,
            "notices": queries.notices_of(case),
            "is_promise_late": queries.is_promise_late(case, today=today),
            "materials": queries.material_views(
                snapshot["materials"], case.materials.all(), pledges=case.pledges.all()
            ),
            "waits_for": WAITS_FOR.get(CaseState(case.state), ""),
            "moves": [
                (verb, MOVES[verb].label, typed.get(verb) or _form(case, verb))
                for verb in open_moves
            ],
            # a form whose move is not open any more: why, and what was typed in it
            "closed": [form for verb, form in typed.items() if verb not in open_moves],
        },
        status=status,
    )


def _form(case: Case, verb: str, typed: QueryDict | None = None) -> NoteForm:
    form = FORMS[verb](typed, prefix=verb)
    if isinstance(form, CheckPromiseForm):
        form.offer(queries.promised_choices(case))
    return form


def _tabs(address: str, counts: queries.DeskCounts, chosen: dict[str, str]) -> list[dict[str, Any]]:
    plain = [
        ("全部未办结", "", counts.open),
        ("待受理", "submitted", counts.submitted),
        ("待补正", "correcting", counts.correcting),
        ("办理中", "accepted", counts.accepted),
        ("暂停中", "suspended", counts.suspended),
        ("待领取送达", "decided", counts.decided),
        ("已送达", "delivered", None),
        ("决定已撤销", "revoked", None),
        ("不予受理", "not-accepted", None),
        ("已撤回", "withdrawn", None),
    ]
    return [
        {
            "text": "轮到我办",
            "href": with_query(address, mine="1"),
            "is_current": chosen["mine"] == "1",
            "count": None,
        },
        *(
            {
                "text": text,
                "href": with_query(address, state=state, due=chosen["due"]),
                "is_current": chosen["mine"] == "" and chosen["state"] == state,
                "count": count,
            }
            for text, state, count in plain
        ),
    ]
