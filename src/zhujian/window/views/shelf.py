"""The result shelf: found by number or person, handed out after a look at who fetches."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhujian.cases import queries as cases
from zhujian.cases.models import Case
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.states import CaseState
from zhujian.cases.views.desk import rows_of
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import numbers
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query
from zhujian.window import actions, queries
from zhujian.window.actions import Fetching
from zhujian.window.forms import HandOutForm

COLUMNS = (
    SheetColumn("送达期限", 12),
    SheetColumn("编号", 22),
    SheetColumn("事项", 36),
    SheetColumn("申请人", 14),
    SheetColumn("承办单位", 20),
    SheetColumn("办结时间", 18),
    SheetColumn("待缴费用（元）", 14),
)


@dataclass(slots=True)
class Asked:
    """What somebody looks for on the shelf."""

    typed: str = ""
    number: str = ""
    error: str = ""
    box: str = ""
    found: CaseQuerySet = field(default_factory=Case.objects.none)


@for_role(Role.CLERK)
def index(request: HttpRequest) -> HttpResponse:
    """List the results on the shelf; a number narrows it, a person is found by a POST."""
    user = signed_in_user(request)
    asked = _asked(user, request.POST if request.method == "POST" else request.GET)
    after = request.GET.get("after", "")
    page = queries.shelf_page(asked.found, after=after)
    address = reverse("window:shelf")
    chosen = {"box": asked.box, "number": asked.number}
    return render(
        request,
        "window/shelf.html",
        {
            "rows": rows_of(page.rows),
            "brought": queries.at_the_window(page.rows),
            "asked": asked,
            "days": queries.UNCLAIMED_DAYS,
            "tabs": _tabs(address, user, asked.box),
            "export": f"{reverse('window:export-shelf')}?{urlencode(chosen)}",
            "next": with_query(address, **chosen, after=page.next) if page.next else "",
            "first": with_query(address, **chosen) if after else "",
        },
        status=422 if asked.error else 200,
    )


@for_role(Role.CLERK)
def hand_out(request: HttpRequest, number: str) -> HttpResponse:
    """Ask who fetches a result, or by which post it goes, and hand it out."""
    user = signed_in_user(request)
    case = cases.case_for(user, number)
    form = HandOutForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        given = dict(form.cleaned_data)
        how, note = given.pop("how"), given.pop("note")
        try:
            actions.hand_out(by=user, number=number, how=how, fetching=Fetching(**given), note=note)
        except Refused as refused:
            if refused.status != 422:
                raise
            add_refusal(form, refused)
        else:
            return redirect("window:shelf")
    shown = {
        "case": case,
        "form": form,
        "is_there": case.state == CaseState.DECIDED,
        "fees": cases.fees_of(case),
        "earlier": queries.hand_outs_of(case),
    }
    return render(request, "window/hand_out.html", shown, status=422 if form.errors else 200)


@for_role(Role.CLERK)
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """Send the shelf, as it is narrowed, as a spreadsheet."""
    user = signed_in_user(request)
    found = _asked(user, request.GET).found.order_by("due_on", "pk")
    rows = (
        (
            case.due_on,
            case.number,
            case.item_name,
            case.applicant_masked,
            case.organisation.name,
            case.decided_at,
            cases.yuan(case.owed_fen),
        )
        for case in found.iterator(chunk_size=500)
    )
    return exported("待领取的结果", COLUMNS, rows, by=user)


def _asked(user: User, given: QueryDict) -> Asked:
    """Return what is looked for: nothing narrows, a number, or persons by surname and tail."""
    box = "unclaimed" if given.get("box") == "unclaimed" else ""
    asked = Asked(typed=given.get("number", "").strip()[:60], box=box)
    persons = None
    if asked.typed:
        try:
            asked.number = numbers.parse(asked.typed)
        except Refused as refused:
            if "csrfmiddlewaretoken" in given:
                persons = actions.find_persons(by=user, text=asked.typed)
            if not persons:
                asked.error = refused.text if persons is None else NOBODY
    if not asked.error:
        asked.found = queries.shelf_cases(
            user, number=asked.number, persons=persons, is_unclaimed=bool(box)
        )
    return asked


NOBODY = (
    "没有找到这样的编号或办事人。请输入编号、完整的手机号或身份证号，"
    "或者「王 0001」这样的姓加尾号。"
)


def _tabs(address: str, user: User, box: str) -> list[dict[str, object]]:
    return [
        {
            "text": "全部待领取",
            "href": address,
            "is_current": not box,
            "count": None,
        },
        {
            "text": f"超过 {queries.UNCLAIMED_DAYS} 天没有领取",
            "href": with_query(address, box="unclaimed"),
            "is_current": box == "unclaimed",
            "count": queries.unclaimed_count(user),
        },
    ]
