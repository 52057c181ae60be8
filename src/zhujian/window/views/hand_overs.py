"""Sheets between window and department: the boxes, a new one, one to receive or print."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query
from zhujian.window import actions, permissions, queries
from zhujian.window.actions import Arrival
from zhujian.window.states import LINE_SIGNS, SHEET_SIGNS, Load, SheetState

BOXES = {"coming": "等我方接收", "sent": "对方还没接收", "past": "已接收和已收回"}
COLUMNS = (
    SheetColumn("交接单号", 22),
    SheetColumn("内容", 12),
    SheetColumn("移交", 22),
    SheetColumn("接收", 22),
    SheetColumn("件数", 8),
    SheetColumn("页数", 8),
    SheetColumn("开出时间", 18),
    SheetColumn("状态", 12),
    SheetColumn("接收时间", 18),
)


@for_role(Role.CLERK, Role.HANDLER)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the sheets of a box, each open one with its age, and what waits for a new one."""
    user, box = signed_in_user(request), _box(request)
    after = request.GET.get("after", "")
    page = queries.hand_overs_page(user, box, after=after)
    address = reverse("window:hand-overs")
    return render(
        request,
        "window/hand_overs.html",
        {
            "sheets": [
                (sheet, SHEET_SIGNS[sheet.state], (clock.now() - sheet.made_at).days)
                for sheet in page.rows
            ],
            "box": box,
            "tabs": [
                {"text": text, "href": with_query(address, box=name), "is_current": name == box}
                for name, text in BOXES.items()
            ],
            "waiting": [] if after else _waiting(user),
            "next": with_query(address, box=box, after=page.next) if page.next else "",
            "first": with_query(address, box=box) if after else "",
        },
    )


@for_role(Role.CLERK, Role.HANDLER)
def make(request: HttpRequest, load: str, receiver: str) -> HttpResponse:
    """Choose the cases of a new sheet and make it."""
    user = signed_in_user(request)
    if load not in Load.values:
        raise not_found()
    sender, to = queries.sender_of(user, load), Organisation.objects.filter(slug=receiver).first()
    if sender is None or to is None:
        raise not_found("没有可以交接的窗口或单位。")
    error, status = "", 200
    chosen = request.POST.getlist("case")
    if request.method == "POST":
        try:
            sheet = actions.make_hand_over(
                by=user, load=load, sender=sender, receiver=to, chosen=chosen
            )
        except Refused as refused:
            if refused.status not in {409, 422}:
                raise
            error, status = refused.text, refused.status
        else:
            return redirect("window:hand-over", sheet.number)
    shown = {
        "load": load,
        "load_text": str(Load(load).label),
        "sender": sender,
        "receiver": to,
        "cases": queries.cases_for_sheet(load, sender, to),
        "chosen": chosen if error else None,
        "most": queries.MOST_LINES,
        "error": error,
    }
    return render(request, "window/hand_over_make.html", shown, status=status)


@for_role(Role.CLERK, Role.HANDLER)
@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a sheet: to print, to receive line by line, or to take back."""
    user = signed_in_user(request)
    sheet = queries.hand_over_for(user, number)
    is_open = sheet.state == SheetState.OPEN
    return render(
        request,
        "window/hand_over.html",
        {
            "sheet": sheet,
            "sign": SHEET_SIGNS[sheet.state],
            "lines": [(line, LINE_SIGNS[line.state]) for line in queries.lines_of(sheet)],
            "is_open": is_open,
            "can_receive": is_open and permissions.can_receive_hand_over(user, sheet),
            "can_recall": is_open and permissions.can_recall_hand_over(user, sheet),
        },
    )


@for_role(Role.CLERK, Role.HANDLER)
@require_POST
def settle(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Receive a sheet, with what is missing and a remark a line, or take it back."""
    user = signed_in_user(request)
    if verb == "receive":
        actions.receive_hand_over(by=user, number=number, arrivals=_arrivals(request))
    elif verb == "recall":
        actions.recall_hand_over(by=user, number=number)
    else:
        raise not_found()
    return redirect("window:hand-over", number)


@for_role(Role.CLERK, Role.HANDLER)
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """Send a box of sheets as a spreadsheet."""
    user, box = signed_in_user(request), _box(request)
    rows = (
        (
            sheet.number,
            sheet.load_text,
            sheet.sender.name,
            sheet.receiver.name,
            sheet.count,  # type: ignore[attr-defined]
            sheet.page_count,  # type: ignore[attr-defined]
            sheet.made_at,
            sheet.state_text,
            sheet.received_at,
        )
        for sheet in queries.hand_overs(user, box).iterator(chunk_size=500)
    )
    return exported(f"交接单（{BOXES[box]}）", COLUMNS, rows, by=user)


def _box(request: HttpRequest) -> str:
    box = request.GET.get("box", "coming")
    if box not in BOXES:
        raise not_found()
    return box


def _waiting(user: User) -> list[dict[str, object]]:
    """Return what this person's desk has still to hand over, by load and receiver."""
    found: list[dict[str, object]] = []
    for load in Load:
        sender = queries.sender_of(user, load)
        if sender is None:
            continue
        found += [
            {
                "text": f"{load.label} → {partner.organisation.name}",
                "count": partner.count,
                "href": reverse("window:hand-over-make", args=[load, partner.organisation.slug]),
            }
            for partner in queries.partners_of(load, sender)
        ]
    return found


def _arrivals(request: HttpRequest) -> dict[int, Arrival]:
    """Return what was said of each line: `missing-<pk>` ticked, `remark-<pk>` written."""
    told = {
        int(name.partition("-")[2])
        for name in request.POST
        if name.startswith(("missing-", "remark-")) and name.partition("-")[2].isdecimal()
    }
    return {
        pk: Arrival(
            is_there=f"missing-{pk}" not in request.POST,
            remark=request.POST.get(f"remark-{pk}", ""),
        )
        for pk in told
    }
