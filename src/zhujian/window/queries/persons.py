"""Who stands at the counter, and what he has handed in before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhujian.cases.models import Case, Draft
from zhujian.cases.models.draft import DraftQuerySet
from zhujian.kernel.privacy import normalise_digits
from zhujian.people.models import Resident, User
from zhujian.people.queries import find_by_number, find_by_paper_code, find_by_tail
from zhujian.people.rules import (
    id_number_problem,
    normalise_id_number,
    normalise_paper_code,
    normalise_phone,
    phone_problem,
)
from zhujian.web.pages import KeyPage, page_by_key

SHOWN = 8
LOOKED_THROUGH = 400
EARLIER = 20
DRAFT_PAGE = 50

_SURNAME_AND_TAIL = re.compile(r"(?P<surname>[\u3400-\u9fff·]{1,8})\s*(?P<tail>\d{3}[\dXx]|\d{4})")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a person has applied for before, as this clerk may see it."""

    cases: list[Case]
    drafts: list[Draft]


def surname_and_tail(text: str) -> tuple[str, str] | None:
    """Return the name and the last four characters in `王 0001`, or nothing."""
    found = _SURNAME_AND_TAIL.fullmatch(normalise_digits(text).strip())
    return (found["surname"], found["tail"].upper()) if found else None


def is_searchable(text: str) -> bool:
    """Say whether a text can mean a person: a whole number, a paper code, or name and tail."""
    return bool(
        phone_problem(normalise_phone(text)) is None
        or id_number_problem(normalise_id_number(text)) is None
        or normalise_paper_code(text)
        or surname_and_tail(text)
    )


def numbers_in(text: str) -> dict[str, str]:
    """Return the whole phone or ID number in a text, as the form of a new person takes it."""
    phone, id_number = normalise_phone(text), normalise_id_number(text)
    if phone_problem(phone) is None:
        return {"phone": phone}
    return {"id_number": id_number} if id_number_problem(id_number) is None else {}


def persons_meant(text: str) -> list[Resident]:
    """Return the persons whom a text means, at most one more than a page shows, oldest first.

    A whole phone number, a whole ID number, a paper code, or a surname (or more of the name) with
    the last four characters of a phone or ID number. A tail alone means nobody: too many share it.
    """
    whole = find_by_number(text) or find_by_paper_code(text)
    if whole:
        return whole[: SHOWN + 1]
    asked = surname_and_tail(text)
    if asked is None:
        return []
    surname, tail = asked
    ends = find_by_tail(tail, limit=LOOKED_THROUGH)
    return [one for one in ends if one.full_name.startswith(surname)][: SHOWN + 1]


def earlier_of(person: User, *, by: User) -> Earlier:
    """Return the earlier applications of a person that this clerk may see, the latest first."""
    cases = Case.objects.visible_to(by).of_applicant(person).with_names().order_by("-pk")
    drafts = Draft.objects.unfinished().of_writer(by).filter(applicant=person)
    return Earlier(cases=list(cases[:EARLIER]), drafts=list(drafts[:EARLIER]))


def every_draft(user: User) -> DraftQuerySet:
    """Return everything that a clerk has begun at the counter and not finished."""
    found = Draft.objects.unfinished().of_writer(user).exclude(applicant=user)
    return found.select_related("applicant__resident", "enterprise")


def drafts_page(user: User, *, after: str = "", size: int = DRAFT_PAGE) -> KeyPage[Draft]:
    """Return one page of what a clerk has begun at the counter, the latest first."""
    return page_by_key(every_draft(user), key=("-updated_at", "-pk"), after=after, size=size)
