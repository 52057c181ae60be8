"""Looking at personal data: allowed to whoever sees the case, and always written down."""

from django.db import transaction

from zhujian.cases import permissions, queries
from zhujian.cases.models import Case, Material, Notice
from zhujian.kernel import journal
from zhujian.kernel.refusals import not_found
from zhujian.people.models import User


def see_case(*, by: User, number: str) -> Case:
    """Return a case to be shown with its personal data; staff leave a line."""
    with transaction.atomic(durable=True):
        case = queries.case_for(by, number)
        if not permissions.can_stand_for_applicant(by, case):
            journal.write(verb="case.see", subject=number, by=by)
    return case


def read_material(*, by: User, number: str, pk: int) -> Material:
    """Return a file that was handed in, to be opened; staff leave a line."""
    with transaction.atomic(durable=True):
        case = queries.case_for(by, number)
        material = case.materials.filter(pk=pk, stored_as__gt="").first()
        if material is None:
            raise not_found("没有找到这份材料。")
        if not permissions.can_stand_for_applicant(by, case):
            journal.write(
                verb="case.read-material",
                subject=number,
                by=by,
                data={"material": material.material_id, "sha256": material.sha256},
            )
    return material


def read_notice(*, by: User, number: str, notice: str) -> Notice:
    """Return a paper of a case, to be printed; staff leave a line."""
    with transaction.atomic(durable=True):
        case = queries.case_for(by, number)
        found = queries.notice_for(case, notice)
        if not permissions.can_stand_for_applicant(by, case):
            journal.write(
                verb="case.read-notice", subject=number, by=by, data={"notice": found.number}
            )
    return found
