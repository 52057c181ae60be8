"""Readings for pages and rooms above."""

from zhujian.people.queries.mandates import (
    enterprises_of,
    is_head_of,
    mandates_of,
    principals_of,
)
from zhujian.people.queries.organisations import (
    county_name,
    find_organisation,
    organisation_name,
    organisation_names,
)
from zhujian.people.queries.persons import find_by_tail, find_user, holders_of
from zhujian.people.queries.sign_ins import (
    Candidate,
    TokenView,
    candidates,
    demo_staff,
    tokens_of,
    waiting_sign_in,
)

__all__ = [
    "Candidate",
    "TokenView",
    "candidates",
    "county_name",
    "demo_staff",
    "enterprises_of",
    "find_by_tail",
    "find_organisation",
    "find_user",
    "holders_of",
    "is_head_of",
    "mandates_of",
    "organisation_name",
    "organisation_names",
    "principals_of",
    "tokens_of",
    "waiting_sign_in",
]
