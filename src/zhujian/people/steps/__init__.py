"""Parts of actions, inside a transaction of the caller; rooms above may use them."""

from zhujian.people.steps.codes import (
    DOOR,
    close_pending,
    count_wrong,
    new_pending_code,
    refuse_fields,
    refuse_if_shut,
    try_code,
    waiting_code,
    write_refused,
)
from zhujian.people.steps.counters import count_once, forget_counts, shut_for
from zhujian.people.steps.factors import new_recovery_codes, use_recovery_code
from zhujian.people.steps.looks import note_look
from zhujian.people.steps.mandates import (
    confirm,
    end_mandate,
    ensure_enterprise,
    mandate_for,
    open_agency,
    open_mandate,
    verify_enterprise,
)
from zhujian.people.steps.organisations import (
    add_aliases,
    ensure_organisation,
    new_organisation,
    organisation_from,
    seed_row,
    seed_rows,
)
from zhujian.people.steps.persons import (
    PHONE_FIELDS,
    confirm_phone,
    forget_left_phone,
    leave_phone,
    new_resident,
    new_user,
    phone_index,
    resident_of,
    set_identity,
    set_phone,
    take_back_phone,
)
from zhujian.people.steps.references import new_ref
from zhujian.people.steps.sessions import drop_sessions, end_sessions, note_session
from zhujian.people.steps.tokens import token_digest, user_of_token

__all__ = [
    "DOOR",
    "PHONE_FIELDS",
    "add_aliases",
    "close_pending",
    "confirm",
    "confirm_phone",
    "count_once",
    "count_wrong",
    "drop_sessions",
    "end_mandate",
    "end_sessions",
    "ensure_enterprise",
    "ensure_organisation",
    "forget_counts",
    "forget_left_phone",
    "leave_phone",
    "mandate_for",
    "new_organisation",
    "new_pending_code",
    "new_recovery_codes",
    "new_ref",
    "new_resident",
    "new_user",
    "note_look",
    "note_session",
    "open_agency",
    "open_mandate",
    "organisation_from",
    "phone_index",
    "refuse_fields",
    "refuse_if_shut",
    "resident_of",
    "seed_row",
    "seed_rows",
    "set_identity",
    "set_phone",
    "shut_for",
    "take_back_phone",
    "token_digest",
    "try_code",
    "use_recovery_code",
    "user_of_token",
    "verify_enterprise",
    "waiting_code",
    "write_refused",
]
