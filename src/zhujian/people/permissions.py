"""Who may do what with people, as sentences."""

from zhujian.kernel.actors import Actor
from zhujian.people.models import ApiToken, User
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
