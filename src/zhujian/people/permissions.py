"""Who may do what with people, as sentences."""

from datetime import datetime

from zhujian.kernel.actors import Actor
from zhujian.people.models import (
    ApiToken,
    Enterprise,
    Invitation,
    Mandate,
    PaperCode,
    RoleGrant,
    User,
)
from zhujian.people.queries import is_head_of
from zhujian.people.roles import Role


def _is_house(by: Actor) -> bool:
    return by.actor_ref.startswith("system:")


def can_add_staff(by: Actor) -> bool:
    """The operator at the command line may, and a system administrator."""
    return _is_house(by) or (isinstance(by, User) and by.has_role(Role.ADMIN))


def can_grant_role(by: Actor) -> bool:
    """The operator at the command line may, and a security officer."""
    return _is_house(by) or (isinstance(by, User) and by.has_role(Role.SECURITY))


def can_add_organisation(by: Actor) -> bool:
    """The operator at the command line may, and a system administrator."""
    return _is_house(by) or (isinstance(by, User) and by.has_role(Role.ADMIN))


def can_make_resident(by: Actor) -> bool:
    """The house may (a first sign-in), and a clerk who takes in for a person at the counter."""
    return _is_house(by) or (isinstance(by, User) and by.has_role(Role.CLERK))


def can_issue_token(by: Actor, user: User) -> bool:
    """A person may for himself; the operator for anyone."""
    return _is_house(by) or by == user


def can_revoke_token(by: Actor, token: ApiToken) -> bool:
    """A person may his own; the operator any."""
    return _is_house(by) or by == token.user


def can_change_profile(by: Actor, user: User) -> bool:
    """Only the resident himself may."""
    return by == user and user.is_resident


def can_claim_enterprise(by: User) -> bool:
    """Residents may say for whom they act."""
    return by.is_active and by.is_resident


def can_confirm_mandate(by: Actor) -> bool:
    """A clerk who has looked at the licence, the letter and the ID card may."""
    return isinstance(by, User) and by.is_active and by.has_role(Role.CLERK)


def can_revoke_mandate(by: User, mandate: Mandate) -> bool:
    """Who acts may give it up; who gave it may end it; a clerk may with the paper shown."""
    if by.pk in {mandate.person_id, mandate.principal_id} or can_confirm_mandate(by):
        return True
    return mandate.enterprise is not None and is_head_of(by, mandate.enterprise)


def can_invite(by: User, enterprise: Enterprise | None, principal: User | None = None) -> bool:
    """The legal representative may for the enterprise, a resident for himself."""
    if enterprise is None:
        return by.is_active and by.is_resident and principal in {None, by}
    return by.is_active and is_head_of(by, enterprise)


def can_accept_invitation(by: User, invitation: Invitation, *, at: datetime) -> bool:
    """Whoever the phone number reaches may, in time; nobody his own invitation."""
    if not by.is_resident or invitation.made_by_id == by.pk or invitation.expires_at <= at:
        return False
    return bool(by.resident.phone_index) and by.resident.phone_index == invitation.phone_index


def can_find_person(by: Actor) -> bool:
    """A clerk may, for who stands at the counter; each look is shown to the person."""
    return isinstance(by, User) and by.is_active and by.has_role(Role.CLERK)


def can_change_phone(by: User, user: User) -> bool:
    """A resident may his own; a clerk that of a resident whose ID card he has seen."""
    return user.is_resident and (by == user or can_find_person(by))


def can_issue_paper_code(by: Actor) -> bool:
    """A clerk may, to who stands at the counter with an ID card."""
    return can_find_person(by)


def can_revoke_paper_code(by: User, code: PaperCode) -> bool:
    """Whose it is may, and a clerk."""
    return by == code.user or can_find_person(by)


def can_see_staff(by: Actor) -> bool:
    """Those who keep accounts, roles and records may see who works here."""
    duties = (Role.ADMIN, Role.SECURITY, Role.AUDIT)
    return isinstance(by, User) and any(by.has_role(role) for role in duties)


def can_keep_account(by: Actor) -> bool:
    """A system administrator may open and shut accounts and reset passwords."""
    return isinstance(by, User) and by.is_active and by.has_role(Role.ADMIN)


def can_reset_factor(by: Actor, user: User) -> bool:
    """A security officer may that of others."""
    return (
        isinstance(by, User) and by.has_role(Role.SECURITY) and user.is_staff_member and by != user
    )


def can_unlock(by: Actor) -> bool:
    """A security officer may open a door that too many tries had shut."""
    return isinstance(by, User) and by.has_role(Role.SECURITY)


def can_name_deputy(by: User, holder: User) -> bool:
    """Who is away may name his own; a system administrator that of others."""
    return by.is_staff_member and (by == holder or can_keep_account(by))


def can_end_deputy(by: User, grant: RoleGrant) -> bool:
    """Who is away, the deputy himself, and a system administrator may."""
    return by.pk in {grant.user_id, grant.instead_of_id} or can_keep_account(by)
