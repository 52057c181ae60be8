"""Parts of actions, inside a transaction of the caller; rooms above may use them."""

from zhujian.people.steps.counters import count_once, forget_counts, shut_for
from zhujian.people.steps.mandates import ensure_enterprise, mandate_for
from zhujian.people.steps.organisations import (
    add_aliases,
    ensure_organisation,
    new_organisation,
    organisation_from,
    seed_row,
    seed_rows,
)
from zhujian.people.steps.persons import (
    new_resident,
    new_user,
    phone_index,
    resident_of,
    set_identity,
    set_phone,
)
from zhujian.people.steps.references import new_ref
from zhujian.people.steps.tokens import token_digest, user_of_token

__all__ = [
    "add_aliases",
    "count_once",
    "ensure_enterprise",
    "ensure_organisation",
    "forget_counts",
    "mandate_for",
    "new_organisation",
    "new_ref",
    "new_resident",
    "new_user",
    "organisation_from",
    "phone_index",
    "resident_of",
    "seed_row",
    "seed_rows",
    "set_identity",
    "set_phone",
    "shut_for",
    "token_digest",
    "user_of_token",
]
