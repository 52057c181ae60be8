"""Verbs of the room; each is one durable transaction with its line in the journal."""

from zhujian.people.actions.accounts import (
    change_password,
    issue_password_link,
    open_account,
    renew_recovery_codes,
    reopen_account,
    reset_factor,
    set_password,
    shut_account,
    unlock,
)
from zhujian.people.actions.deputies import end_deputy, name_deputy
from zhujian.people.actions.finding import find_person, see_person
from zhujian.people.actions.invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    withdraw_invitation,
)
from zhujian.people.actions.mandates import (
    claim_enterprise,
    confirm_mandate,
    finish_agency,
    grant_enterprise_on_paper,
    grant_person_on_paper,
    refuse_mandate,
    revoke_mandate,
    see_mandate,
    start_agency,
)
from zhujian.people.actions.organisations import add_organisation, create_organisation
from zhujian.people.actions.paper import (
    FreshPaperCode,
    issue_paper_code,
    revoke_paper_code,
    sign_in_on_paper,
)
from zhujian.people.actions.phones import (
    finish_phone_change,
    give_up_left_phones,
    start_phone_change,
)
from zhujian.people.actions.residents import change_profile, forget_profile, make_resident
from zhujian.people.actions.rights import delete_account, export_own_data
from zhujian.people.actions.sessions import end_other_sessions, end_session, note_session
from zhujian.people.actions.sign_in import (
    NEW_PERSON,
    TAKEN_OVER,
    PhoneProof,
    finish_phone_sign_in,
    finish_staff_sign_in,
    sign_out,
    start_phone_sign_in,
    start_staff_sign_in,
)
from zhujian.people.actions.staff import add_staff, grant_role, revoke_role
from zhujian.people.actions.tokens import issue_token, revoke_token

__all__ = [
    "NEW_PERSON",
    "TAKEN_OVER",
    "FreshPaperCode",
    "PhoneProof",
    "accept_invitation",
    "add_organisation",
    "add_staff",
    "change_password",
    "change_profile",
    "claim_enterprise",
    "confirm_mandate",
    "create_organisation",
    "decline_invitation",
    "delete_account",
    "end_deputy",
    "end_other_sessions",
    "end_session",
    "export_own_data",
    "find_person",
    "finish_agency",
    "finish_phone_change",
    "finish_phone_sign_in",
    "finish_staff_sign_in",
    "forget_profile",
    "give_up_left_phones",
    "grant_enterprise_on_paper",
    "grant_person_on_paper",
    "grant_role",
    "invite",
    "issue_paper_code",
    "issue_password_link",
    "issue_token",
    "make_resident",
    "name_deputy",
    "note_session",
    "open_account",
    "refuse_mandate",
    "renew_recovery_codes",
    "reopen_account",
    "reset_factor",
    "revoke_mandate",
    "revoke_paper_code",
    "revoke_role",
    "revoke_token",
    "see_mandate",
    "see_person",
    "set_password",
    "shut_account",
    "sign_in_on_paper",
    "sign_out",
    "start_agency",
    "start_phone_change",
    "start_phone_sign_in",
    "start_staff_sign_in",
    "unlock",
    "withdraw_invitation",
]
