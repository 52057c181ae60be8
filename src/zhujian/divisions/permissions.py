"""Who may change the divisions."""

from zhujian.kernel.actors import Actor


def can_import_divisions(by: Actor) -> bool:
    """Return whether `by` may land divisions: the administrator or the house itself."""
    if by.actor_ref.startswith("system:"):
        return True
    has_role = getattr(by, "has_role", None)
    return bool(has_role and has_role("admin"))
