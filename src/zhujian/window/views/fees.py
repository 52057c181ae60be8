"""Fees at the counter: those of a case, and what the window took in on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases import actions as case_actions
from zhujian.cases import queries as cases
from zhujian.cases.models import Case, Fee
from zhujian.cases.permissions import can_settle_fee
from zhujian.cases.states import FeeState
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query
from zhujian.window import queries
from zhujian.window.forms import ChargeForm, GroundForm, PayForm

SIGNS = {
    FeeState.DUE: "waiting",
    FeeState.PAID: "done",
    FeeState.WAIVED: "info",
    FeeState.REFUNDED: "quiet",
}
# What may be done with a fee in a state: its verb, its words, its form.
VERBS: dict[str, tuple[str, type[forms.Form], Callable[..., Fee]]] = {
    "pay": ("登记缴费", PayForm, case_actions.pay_fee),
    "waive": ("减免", GroundForm, case_actions.waive_fee),
    "refund": ("退费", GroundForm, case_actions.refund_fee),
}
OPEN_TO = {FeeState.DUE: ("pay", "waive"), FeeState.PAID: ("refund",)}
COLUMNS = (
    SheetColumn("编号", 22),
    SheetColumn("事项", 36),
    SheetColumn("申请人", 14),
    SheetColumn("收费项目", 20),
    SheetColumn("金额（元）", 12),
    SheetColumn("状态", 10),
    SheetColumn("缴费方式", 10),
    SheetColumn("票据号", 20),
    SheetColumn("缴费或减免日期", 14),
    SheetColumn("退费日期", 12),
    SheetColumn("依据或原因", 40),
)


@for_role(Role.CLERK, Role.HANDLER)
@require_GET
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    """Show the fees of a case, and what may be done with each."""
    return _case_page(request, cases.case_for(signed_in_user(request), number))


@for_role(Role.CLERK, Role.HANDLER)
@require_POST
def charge(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what a case is to pay."""
    user = signed_in_user(request)
    case = cases.case_for(user, number)
    form = ChargeForm(request.POST, names=[one.name for one in cases.charges_of(case)])
    made = form.is_valid() and _tried(
        form, lambda: case_actions.charge_fee(by=user, number=number, **form.cleaned_data)
    )
    return _after(request, case, made, charge=form)


@for_role(Role.CLERK, Role.HANDLER)
@require_POST
def settle(request: HttpRequest, number: str, pk: int, verb: str) -> HttpResponse:
    """Write down that a fee was paid, let off or given back."""
    user = signed_in_user(request)
    case = cases.case_for(user, number)
    if verb not in VERBS:
        raise not_found()
    _, shape, action = VERBS[verb]
    form = shape(request.POST, prefix=f"{verb}-{pk}", label_suffix="")
    made = form.is_valid() and _tried(
        form, lambda: action(by=user, number=number, fee=pk, **form.cleaned_data)
    )
    return _after(request, case, made, settling={(pk, verb): form})


@for_role(Role.CLERK, Role.HANDLER)
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """List what a desk took in on a day, with its sums."""
    user = signed_in_user(request)
    desk, on = _desk(user), day_asked(request)
    after = request.GET.get("after", "")
    page = cases.fees_page(desk, on=on, after=after)
    address = reverse("window:fees")
    return render(
        request,
        "window/fees_day.html",
        {
            "desk": desk,
            "on": on,
            "fees": [(fee, SIGNS[FeeState(fee.state)]) for fee in page.rows],
            "totals": cases.day_totals(desk, on=on),
            "next": with_query(address, on=on.isoformat(), after=page.next) if page.next else "",
            "first": with_query(address, on=on.isoformat()) if after else "",
        },
    )


@for_role(Role.CLERK, Role.HANDLER)
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """Send a day's fees of a desk as a spreadsheet."""
    user = signed_in_user(request)
    desk, on = _desk(user), day_asked(request)
    rows = (
        (
            fee.case.number,
            fee.case.item_name,
            fee.case.applicant_masked,
            fee.name,
            cases.yuan(fee.amount_fen),
            fee.state_text,
            fee.paid_how_text,
            fee.receipt_number,
            fee.settled_on,
            fee.refunded_on,
            fee.refund_ground or fee.waived_ground,
        )
        for fee in Fee.objects.of_day(desk, on).with_case().iterator(chunk_size=500)
    )
    return exported(f"收费清单 {on:%Y-%m-%d}", COLUMNS, rows, by=user)


def day_asked(request: HttpRequest) -> date:
    """Return the day that the address names, today where it names none; else 404."""
    text = request.GET.get("on", "")
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError as error:
        raise not_found("没有这样的日期。") from error


def _desk(user: User) -> Organisation:
    return queries.window_of(user) or queries.desks_of(user)[0]


def _tried(form: forms.Form, make: Callable[[], Fee]) -> bool:
    """Say whether an action took what was typed; a bad input stays on the page with its words."""
    try:
        make()
    except Refused as refused:
        if refused.status != 422:
            raise
        add_refusal(form, refused)
        return False
    return True


def _after(request: HttpRequest, case: Case, made: bool, **typed: Any) -> HttpResponse:
    return redirect("window:case-fees", case.number) if made else _case_page(request, case, **typed)


def _case_page(
    request: HttpRequest,
    case: Case,
    *,
    charge: ChargeForm | None = None,
    settling: dict[tuple[int, str], forms.Form] | None = None,
) -> HttpResponse:
    may = can_settle_fee(signed_in_user(request), case)
    charges, fees = cases.charges_of(case), cases.fees_of(case)
    due = {fee.name for fee in fees if fee.state == FeeState.DUE}
    names = [one.name for one in charges if one.name not in due]
    typed = settling or {}
    shown = {
        "case": case,
        "charges": charges,
        "charge": (charge or ChargeForm(names=names)) if may and names and case.is_open else None,
        "fees": [
            (fee, SIGNS[FeeState(fee.state)], _doors(fee, typed) if may else []) for fee in fees
        ],
        "wrong": [form for form in (charge, *typed.values()) if form is not None],
    }
    is_wrong = charge is not None or bool(typed)
    return render(request, "window/fees_case.html", shown, status=422 if is_wrong else 200)


def _doors(fee: Fee, typed: dict[tuple[int, str], forms.Form]) -> list[tuple[str, str, forms.Form]]:
    """Return what may be done with a fee now: verb, words, form."""
    return [
        (
            verb,
            VERBS[verb][0],
            typed.get((fee.pk, verb)) or VERBS[verb][1](prefix=f"{verb}-{fee.pk}", label_suffix=""),
        )
        for verb in OPEN_TO.get(FeeState(fee.state), ())
    ]
