"""Who may change places."""

from zhujian.kernel.actors import Actor


def can_import_places(by: Actor) -> bool:
    """Return whether `by` may land places: the administrator or the house itself."""
    return _is_house(by) or _is_admin(by)


def can_change_place(by: Actor) -> bool:
    """Return whether `by` may change a place's hours or windows."""
    return _is_house(by) or _is_admin(by)


def _is_house(by: Actor) -> bool:
    return by.actor_ref.startswith("system:")


def _is_admin(by: Actor) -> bool:
    has_role = getattr(by, "has_role", None)
    return bool(has_role and has_role("admin"))
