"""Verbs of the room; each is one durable transaction with its line in the journal."""

from zhujian.people.actions.organisations import add_organisation, create_organisation
from zhujian.people.actions.residents import change_profile, forget_profile, make_resident
from zhujian.people.actions.sign_in import (
    NEW_PERSON,
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
    "PhoneProof",
    "add_organisation",
    "add_staff",
    "change_profile",
    "create_organisation",
    "finish_phone_sign_in",
    "finish_staff_sign_in",
    "forget_profile",
    "grant_role",
    "issue_token",
    "make_resident",
    "revoke_role",
    "revoke_token",
    "sign_out",
    "start_phone_sign_in",
    "start_staff_sign_in",
]
