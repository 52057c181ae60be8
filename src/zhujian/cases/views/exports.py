"""The desk's lists as spreadsheets: the same filters, masked as on the page, written down."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_POST

from zhujian.cases import queries
from zhujian.cases.models import Case
from zhujian.cases.states import SHORT_STATES, CaseState, Channel
from zhujian.cases.views.desk import DESK_ROLES, DUE_FILTERS
from zhujian.cases.views.filling import signed_in_user
from zhujian.cases.views.late import COLOURS, asked_for
from zhujian.kernel.refusals import not_found
from zhujian.web.access import for_role
from zhujian.web.pages import KeyPage, every_page
from zhujian.web.sheets import Cell, SheetColumn, exported

READ_AT_ONCE = 500
DESK_COLUMNS = (
    SheetColumn("期限", 12),
    SheetColumn("编号", 22),
    SheetColumn("事项", 40),
    SheetColumn("申请人", 14),
    SheetColumn("状态", 10),
    SheetColumn("承办单位", 24),
    SheetColumn("渠道", 8),
    SheetColumn("提交时间", 18),
    SheetColumn("受理日期", 12),
    SheetColumn("办结时间", 18),
)
LATE_COLUMNS = (
    SheetColumn("期限", 12),
    SheetColumn("超期或剩余工作日", 16),
    SheetColumn("编号", 22),
    SheetColumn("事项", 40),
    SheetColumn("状态", 10),
    SheetColumn("承办单位", 24),
    SheetColumn("在谁手里", 24),
    SheetColumn("理由", 40),
)


@for_role(*DESK_ROLES)
@require_POST
def desk(request: HttpRequest) -> FileResponse:
    """Send the desk's list, narrowed as the page is."""
    user = signed_in_user(request)
    state, due_in = request.GET.get("state", ""), request.GET.get("due", "")
    if state not in {"", *CaseState.values} or due_in not in DUE_FILTERS:
        raise not_found()
    is_waiting = request.GET.get("mine") == "1"

    def page(after: str) -> KeyPage[Case]:
        return queries.desk_page(
            user,
            state=state,
            due_in=due_in,
            is_waiting=is_waiting,
            after=after,
            size=READ_AT_ONCE,
        )

    rows = (_desk_row(case) for part in every_page(page) for case in part.rows)
    return exported("办件清单", DESK_COLUMNS, rows, by=user)


@for_role(*queries.LATE_ROLES)
@require_POST
def late(request: HttpRequest) -> FileResponse:
    """Send the amber or the red list, narrowed as the page is."""
    user = signed_in_user(request)
    colour, slug, is_silent = asked_for(request)

    def page(after: str) -> KeyPage[Case]:
        return queries.late_page(
            user, colour=colour, organisation=slug, is_silent=is_silent, after=after
        )

    rows = (_late_row(row) for part in every_page(page) for row in queries.late_rows(part.rows))
    return exported(f"期限预警（{COLOURS[colour]}）", LATE_COLUMNS, rows, by=user)


def _desk_row(case: Case) -> list[Cell]:
    return [
        case.due_on,
        case.number,
        case.item_name,
        case.applicant_masked,
        SHORT_STATES[CaseState(case.state)],
        case.organisation.name,
        str(Channel(case.channel).label),
        case.submitted_at,
        case.accepted_on,
        case.decided_at,
    ]


def _late_row(row: Any) -> list[Cell]:
    case = row.case
    return [
        case.due_on,
        row.days,
        case.number,
        case.item_name,
        SHORT_STATES[CaseState(case.state)],
        case.organisation.name,
        row.holder,
        row.reason,
    ]
