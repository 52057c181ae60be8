"""Who may change what the search knows of language."""

from zhujian.kernel.actors import Actor


def can_edit_wording(by: Actor) -> bool:
    """Return whether `by` may change synonyms and local words: administrator or the house."""
    if by.actor_ref.startswith("system:"):
        return True
    has_role = getattr(by, "has_role", None)
    return bool(has_role and has_role("admin"))
