"""Who may read which bad ratings, each as one sentence."""

from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role

READERS = frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER, Role.LEADER, Role.SUPERVISOR})


def can_read_all_bad_ratings(user: User) -> bool:
    """A supervisor, and who leads the county, read the bad ratings of every organisation."""
    return user.is_active and (user.has_role(Role.SUPERVISOR) or user.has_role(Role.LEADER))


def offices_of(user: User) -> list[Organisation]:
    """Return the organisations whose bad ratings a member of staff reads: his own."""
    own = {
        office.pk: office
        for role in sorted(READERS)
        for office in user.organisations(role)
        if user.is_active
    }
    return list(own.values())
