"""Who may do what at the window, as sentences."""

from zhujian.cases.permissions import can_take_in_case
from zhujian.people.models import User
from zhujian.people.roles import Role

STAFF_ROLES = tuple(Role)


def can_take_in(user: User) -> bool:
    """A clerk takes in for a person at the counter."""
    return can_take_in_case(user)
