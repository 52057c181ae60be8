"""Giving a paper in the transaction of its move; nothing is printed here."""

from __future__ import annotations

import secrets
from typing import Any

from zhujian.cases import rules
from zhujian.cases.models import Case, Notice
from zhujian.cases.steps.wording import Paper
from zhujian.kernel import clock, rows
from zhujian.people.models import Organisation
from zhujian.people.models.organisations import OrganisationKind


def give_notice(case: Case, paper: Paper) -> Notice:
    """Write down a paper with everything that stands on it, so that nothing changes it later.

    SVC-03: under a delegated power it is signed by the delegating organisation.
    """
    organisation = case.organisation
    earlier = case.notices.filter(kind=paper.kind).count() if paper.may_recur else 0
    issuer = paper.signed_by or case.delegated_by or organisation.name
    content = {
        "salt": secrets.token_hex(16),  # so that its digest, which all may read, tells nothing
        "title": paper.title,
        "to": case.applicant_name or case.applicant_masked,
        "to_masked": case.applicant_masked,
        "issuer": issuer,
        "acting": organisation.name if issuer != organisation.name else "",
        "item": case.item_name,
        "code": case.item_code,
        "version": case.guide_version,
        "paragraphs": list(paper.paragraphs),
        "items_title": paper.items_title,
        "items": list(paper.items),
        "rows": [list(row) for row in paper.rows],
        "remedies": list(_remedies(case, issuer)) if paper.is_against else [],
        "phones": [
            [name, phone]
            for name, phone in (
                ("咨询电话", organisation.phone_consult),
                ("监督电话", organisation.phone_supervise),
            )
            if phone
        ],
    }
    notice = Notice(
        case=case,
        kind=paper.kind,
        ordinal=earlier + 1,
        issued_on=clock.today(),
        content=content,
    )
    rows.insert(notice)
    return notice


def sealed(notice: Notice) -> dict[str, Any]:
    """Return what the line of a move says of its paper: its number and the digest of its words."""
    return {"notice": notice.number, "sm3": notice.fingerprint}


def _remedies(case: Case, issuer: str) -> tuple[str, ...]:
    county = (
        Organisation.objects.filter(kind=OrganisationKind.COUNTY)
        .order_by("pk")
        .values_list("name", flat=True)
        .first()
    )
    body = rules.review_body(
        issuer=issuer, county=county or "", is_delegated=bool(case.delegated_by)
    )
    return rules.remedies(body)
