"""At which desk a person sits."""

from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role


def window_of(user: User) -> Organisation | None:
    """Return the organisation at whose window a clerk sits: that of his first grant."""
    windows = user.organisations(Role.CLERK)
    return windows[0] if windows else None


def desks_of(user: User) -> list[Organisation]:
    """Return where a person takes papers and results over: windows and offices, each once."""
    found = {
        desk.pk: desk for role in (Role.CLERK, Role.HANDLER) for desk in user.organisations(role)
    }
    return list(found.values())
