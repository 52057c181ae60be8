"""Who may do what at the window, as sentences."""

from zhujian.cases.permissions import can_take_in_case
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.window.models import HandOver

STAFF_ROLES = tuple(Role)
DESKS = (Role.CLERK, Role.HANDLER)


def can_take_in(user: User) -> bool:
    """A clerk takes in for a person at the counter."""
    return can_take_in_case(user)


def can_make_hand_over(user: User, sender: Organisation) -> bool:
    """Who sits at a desk, as clerk or handler, hands over from it."""
    return user.is_active and any(user.has_role(role, sender) for role in DESKS)


def can_receive_hand_over(user: User, sheet: HandOver) -> bool:
    """Who sits at the desk to which a sheet goes receives it."""
    return can_make_hand_over(user, sheet.receiver)


def can_recall_hand_over(user: User, sheet: HandOver) -> bool:
    """Who sits at the desk that made a sheet takes it back while it is on its way."""
    return can_make_hand_over(user, sheet.sender)
