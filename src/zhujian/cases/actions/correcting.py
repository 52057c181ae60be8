"""The verbs between submission and acceptance: correction, and not accepting."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from zhujian.cases import files, queries, steps
from zhujian.cases.models import Case
from zhujian.cases.steps import EarlierRef, HandedFile
from zhujian.people.models import User


def request_correction_of_case(
    *, by: User, number: str, missing: Sequence[str], by_on: date, note: str = ""
) -> Case:
    """Tell the applicant once what is missing, in words, and by which day it is wanted."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.request_correction(case, by=by, missing=missing, by_on=by_on, note=note)
    return case


def submit_correction_of_case(
    *,
    by: User,
    number: str,
    form: Mapping[str, Any] | None = None,
    materials: Sequence[HandedFile | EarlierRef] = (),
    note: str = "",
) -> Case:
    """Correct one's own application; nothing stays behind if any of it is refused."""
    seen = queries.case_for(by, number)
    steps.check_move(seen, "submit-correction", by=by)
    handed = steps.with_earlier(
        materials,
        queries.guide_of(seen).snapshot["materials"],
        applicant=by,
        enterprise=seen.enterprise,
    )
    kinds = steps.check_files(handed)
    with files.dropped_on_failure() as names:
        kept = steps.kept(handed, kinds, names)
        with transaction.atomic(durable=True):
            case = steps.locked_case(by=by, number=number)
            steps.submit_correction(case, by=by, form=form, files=kept, note=note)
    return case


def supply_case(
    *, by: User, number: str, materials: Sequence[HandedFile | EarlierRef], note: str = ""
) -> Case:
    """Hand in what was promised for later; nothing stays behind if any of it is refused."""
    seen = queries.case_for(by, number)
    steps.check_move(seen, "supply", by=by)
    handed = steps.with_earlier(
        materials,
        queries.guide_of(seen).snapshot["materials"],
        applicant=by,
        enterprise=seen.enterprise,
    )
    kinds = steps.check_files(handed)
    with files.dropped_on_failure() as names:
        kept = steps.kept(handed, kinds, names)
        with transaction.atomic(durable=True):
            case = steps.locked_case(by=by, number=number)
            steps.supply(case, by=by, files=kept, note=note)
    return case


def check_promise_of_case(
    *, by: User, number: str, material: str, finding: str, note: str = ""
) -> Case:
    """Write down what a check found of a promise that stands instead of a proof."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.check_promise(case, by=by, material=material, finding=finding, note=note)
    return case


def refuse_case(*, by: User, number: str, note: str, authority: str = "") -> Case:
    """Do not accept an application: the reason, and who is competent where it is known."""
    with transaction.atomic(durable=True):
        case = steps.locked_case(by=by, number=number)
        steps.refuse(case, by=by, note=note, authority=authority)
    return case
