"""Papers that leave the counter with the person: the receipt, and what is still to be brought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhujian.cases import queries as cases
from zhujian.cases.views.filling import signed_in_user
from zhujian.kernel.refusals import not_found
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.pdf import qr_markup
from zhujian.web.trackers import track_address


@for_role(Role.CLERK)
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show the receipt that is printed and handed over."""
    case = cases.case_for(signed_in_user(request), number)
    if case.taken_in_at is None:
        raise not_found("这个办件不是窗口收件，没有收件回执。")
    snapshot = cases.guide_of(case).snapshot
    address = request.build_absolute_uri(track_address(case.number))
    return render(
        request,
        "window/receipt.html",
        {
            "case": case,
            "due_why": cases.due_why(case),
            "address": address,
            "code": qr_markup(address),
            "materials": cases.material_views(
                snapshot["materials"], case.materials.all(), pledges=case.pledges.all()
            ),
            "fees": cases.fees_of(case),
            "notices": cases.notices_of(case),
        },
    )


@for_role(Role.CLERK, Role.HANDLER)
@require_GET
def advice(request: HttpRequest, number: str) -> HttpResponse:
    """Show the sheet of what is there and what is missing, while a case is being corrected."""
    case = cases.case_for(signed_in_user(request), number)
    if case.correction_asked_at is None:
        raise not_found("这个办件没有通知过补正。")
    snapshot = cases.guide_of(case).snapshot
    address = request.build_absolute_uri(reverse("catalogue:item", args=[case.item_code]))
    return render(
        request,
        "window/advice.html",
        {
            "draft": None,
            "case": case,
            "item_name": case.item_name,
            "official": "",
            "organisation_name": case.organisation.name,
            "applicant": case.applicant_masked,
            "window": case.taken_in_at,
            "told_at": case.correction_asked_at,
            "materials": cases.material_views(
                snapshot["materials"], case.materials.all(), pledges=case.pledges.all()
            ),
            "missing": list(case.missing),
            "unfilled": [],
            "phone": (snapshot.get("phones") or {}).get("consult") or "",
            "address": address,
            "code": qr_markup(address),
        },
    )
