"""Who may change the holiday table."""

from zhujian.kernel.actors import Actor


def can_edit_calendar(by: Actor) -> bool:
    """Return whether `by` may change the holiday table: the administrator or the house itself."""
    if by.actor_ref.startswith("system:"):
        return True
    has_role = getattr(by, "has_role", None)
    return bool(has_role and has_role("admin"))
