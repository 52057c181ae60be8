"""Who may do what with items; every permission is a sentence."""

from zhujian.kernel.actors import Actor, SystemActor
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role


def _has_any(by: Actor, organisation: Organisation | None, *roles: str) -> bool:
    if isinstance(by, SystemActor):
        return True
    if not isinstance(by, User):
        return False
    if by.has_role(Role.ADMIN):
        return True
    return organisation is not None and any(by.has_role(role, organisation) for role in roles)


def can_edit_draft(by: Actor, organisation: Organisation) -> bool:
    """Contributors and editors of the organisation fill in its guides; so may administrators."""
    return _has_any(by, organisation, Role.CONTRIBUTOR, Role.EDITOR)


def can_publish_guide(by: Actor, organisation: Organisation) -> bool:
    """Editors of the organisation publish its guides; so may administrators."""
    return _has_any(by, organisation, Role.EDITOR)


def can_list_item(by: Actor, organisation: Organisation) -> bool:
    """Whoever may publish a guide may also list an item whose guide is not complete."""
    return _has_any(by, organisation, Role.EDITOR)


def can_suspend_item(by: Actor, organisation: Organisation) -> bool:
    """Whoever may publish a guide may also suspend and resume its item."""
    return _has_any(by, organisation, Role.EDITOR)


def can_import_items(by: Actor) -> bool:
    """The operator at the command line and administrators import tables of items."""
    return _has_any(by, None)


def can_grant_power(by: Actor) -> bool:
    """The operator and administrators record grants of power and offers."""
    return _has_any(by, None)
